/** What a format of model files can do. */

import type { ModelInputs, ModelOutputs } from '@diopter/net2net';
import type { StoredModel } from './stored-model.js';

/** A format. */
export interface ModelFormat {
  /** What a file holds. */
  read(path: string): Promise<StoredModel>;
  /** The bytes of a file that is there, and of files that belong to it. */
  bytes(path: string): Promise<Uint8Array>;
  /** The bytes of a new file. */
  encode(stored: StoredModel): Uint8Array;
  /** What the network in the bytes of a file computes, in single precision. Images are NHWC. */
  compute(bytes: Uint8Array, stored: StoredModel, inputs: ModelInputs): Promise<ModelOutputs>;
  /** Whether it holds optimizer states and averages. */
  readonly holdsTraining: boolean;
}
