/** Theory of gradients at the start. */
export { plainCoActivation, quadrantProbability } from './co-activation.js';
export {
  type ArchitectureTheory,
  type TheoryArchitecture,
  type TheoryCurve,
  type TheorySettings,
  theoryCurves,
} from './curves.js';
