/** Engines in a browser: ONNX Runtime sessions, tfjs backends, and which of them work here. */
export { type EagerEngine, eagerEngines } from './eager/eager-engines.js';
export type { EngineAttempt, EngineChoice } from './eager/select-engine.js';
export { useEngine } from './eager/use-engine.js';
export { listEngines } from './listing/list-engines.js';
export type { EngineStatus } from './listing/status.js';
export { type Provider, type ProviderAttempt, type ProviderChoice, providers } from './providers.js';
export { createSession } from './session/create-session.js';
export type { EngineDataType, EngineTensor, EngineTensors } from './session/engine-tensor.js';
export type { Optimization, Session, SessionOptions } from './session/session.js';
