/** Gradients, optimizers, schedules, clipping and averaging: pure functions over trees of tensors, eager or compiled. */
export { type AdamOptions, type AdamSlot, adam, adamw } from './adam.js';
export { clipByGlobalNorm, globalNorm } from './clip.js';
export { type MovingAverage, type MovingAverageOptions, movingAverage } from './moving-average.js';
export {
  type Optimizer,
  type OptimizerState,
  optimizerOf,
  type Slots,
  type StepInputs,
  type UpdateRule,
} from './optimizer.js';
export { type Packing, packingOf } from './packing.js';
export { type Arithmetic, type Formula, type Schedule, schedule } from './schedule.js';
export {
  type CosineOptions,
  constant,
  cosine,
  type ExponentialOptions,
  exponential,
  type LinearWarmUpOptions,
  linearWarmUp,
  type MultistepOptions,
  multistep,
} from './schedules.js';
export { type MomentumOptions, momentum, sgd } from './sgd.js';
export { type Loss, valueAndGradients } from './value-and-gradients.js';
export type { WeightDecayOptions } from './weight-decay.js';
