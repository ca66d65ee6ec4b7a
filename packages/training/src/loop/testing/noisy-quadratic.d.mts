import type { HostTensor } from '@diopter/core-tensor/tree';
import type { TrainOptions } from '../train.js';

export type State = { parameters: HostTensor; momentum: HostTensor; count: number };

export declare function noisyQuadratic(options?: {
  readonly seed?: number;
  readonly steps?: number;
  readonly size?: number;
  /** How long a step blocks its thread. */
  readonly milliseconds?: number;
}): TrainOptions<State, { noise: HostTensor }>;
