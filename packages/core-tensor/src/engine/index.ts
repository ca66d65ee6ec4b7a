/** Engines: ONNX Runtime sessions, and which execution providers there are. */
export {
  automaticProviders,
  type Provider,
  type ProviderAttempt,
  type ProviderChoice,
} from './providers.js';
export { createSession } from './session/create-session.js';
export type { EngineDataType, EngineTensor, EngineTensors } from './session/engine-tensor.js';
export type { Optimization, Session, SessionOptions } from './session/session.js';
