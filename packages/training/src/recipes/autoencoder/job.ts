/** What the thread that starts a run and the thread that does the steps tell each other. */

import type { HostTensor } from '@diopter/core-tensor/tree';
import type { ComparatorDescription } from '@diopter/losses';
import type { Batch } from '../../data/index.js';
import type { Journal, Progress } from '../../loop/index.js';
import type { AutoencoderOptions } from './options.js';
import type { ValidationMetrics } from './validation.js';

/** What a run starts with. */
export interface AutoencoderJob {
  readonly options: AutoencoderOptions;
  /** Of the images. */
  readonly channels: number;
  /** How many batches of held-out crops there are. */
  readonly validationBatches: number;
  readonly comparator: { readonly bytes: Uint8Array; readonly description: ComparatorDescription };
  /** CPU threads inside one operator; by default as many as `jit` takes. */
  readonly threads?: number;
}

/** What the steps need from the thread that started them. */
export type AutoencoderServices = {
  readonly batches: { at(n: number): Promise<Batch> };
  readonly validation: { at(n: number): Promise<Batch> };
  readonly journal: Journal;
  /** Takes the reconstructions of the first held-out batch after a step. */
  readonly gallery: { show(step: number, reconstructions: HostTensor<'float32'>): Promise<void> };
};

/** What is heard from a run. */
export type AutoencoderEvent =
  | {
      readonly kind: 'compiled';
      readonly provider: string;
      readonly reason: string;
      readonly milliseconds: number;
    }
  | ({ readonly kind: 'progress' } & Progress)
  | { readonly kind: 'validated'; readonly step: number; readonly metrics: ValidationMetrics }
  | { readonly kind: 'message'; readonly text: string };

/** How the steps ended. */
export interface AutoencoderResult {
  /** Completed steps. */
  readonly step: number;
  readonly interrupted: boolean;
  /** After which step the validation was best; absent if there was none. */
  readonly bestStep?: number;
}
