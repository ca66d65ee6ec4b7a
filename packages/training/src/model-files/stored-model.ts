/** What a file of a network holds. */

import type { Layout } from '@diopter/core-tensor/graph';
import type { Model } from '@diopter/net2net';

/** A network with its weights, and what belongs to its file. */
export interface StoredModel {
  /** Images are NHWC here, however they lie in the file. */
  readonly model: Model;
  /** How images lie in an ONNX file: NCHW if absent. */
  readonly layout?: Layout;
  /** Texts that the file keeps. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** What training keeps beside the weights; ONNX files have no place for it. */
  readonly training?: TrainingState;
}

/** The state of a training, but for the weights. */
export interface TrainingState {
  /** By slot of the optimizer, trees like the parameters. */
  readonly optimizer?: Readonly<Record<string, Model['parameters']>>;
  /** A moving average of the parameters. */
  readonly average?: Model['parameters'];
  /** Numbers by name, such as the step. */
  readonly counters?: Readonly<Record<string, number>>;
}
