/** Engines in Node: ONNX Runtime sessions, tfjs backends, which of them work on this machine, and what to install for more. */
export { type Diagnosis, type DoctorOptions, doctor } from './doctor/doctor.node.js';
export type { Gpu, GpuDevice } from './doctor/gpu.node.js';
export type { Machine } from './doctor/machine.node.js';
export { type EagerEngine, eagerEngines } from './eager/eager-engines.js';
export type { EngineAttempt, EngineChoice } from './eager/select-engine.js';
export { type UseEngineOptions, useEngine } from './eager/use-engine.node.js';
export { type ListEnginesOptions, listEngines } from './listing/list-engines.node.js';
export type { EngineStatus } from './listing/status.js';
export { type Provider, type ProviderAttempt, type ProviderChoice, providers } from './providers.js';
export { createSession } from './session/create-session.js';
export type { EngineDataType, EngineTensor, EngineTensors } from './session/engine-tensor.js';
export type { Optimization, Session, SessionOptions } from './session/session.js';
