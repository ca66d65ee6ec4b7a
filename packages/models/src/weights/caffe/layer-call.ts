/** What the reader of one of Caffe's layers works with. */

import type { DiopterError } from '@diopter/core-tensor/errors';
import type { Layer, Shape } from '@diopter/core-tensor/graph';
import type { HostTensor } from '@diopter/core-tensor/tree';
import type { Fields } from './fields.js';

/** A value of the graph: its node or input, and its shape here (images NHWC). */
export interface Value {
  readonly node: string;
  readonly shape: Shape;
}

/** How a node is added. */
export interface EmitOptions {
  /** Set for nodes that help: they are called by the layer and this. */
  readonly suffix?: string;
  /** Its weights, by the names that PyTorch has for them; absent ones are reported together later. */
  readonly weights?: Readonly<Record<string, HostTensor<'float32'> | undefined>>;
}

/** One layer of a prototxt while it is read. */
export interface LayerCall {
  readonly type: string;
  readonly tops: readonly string[];
  /** The layer's message. */
  readonly fields: Fields;
  readonly inputs: readonly Value[];
  /** The batch that the prototxt states, which some of its reshapes repeat. */
  readonly batch: number | undefined;
  /** Adds a node, by default the one that bears the layer's name. */
  emit(layer: Layer, inputs: readonly Value[], options?: EmitOptions): Value;
  /** One of its stored tensors, `undefined` if the file has none. */
  blob(index: number): HostTensor<'float32'> | undefined;
  /** The error that the layer, or a setting of it, has no counterpart here. */
  refuse(what: string): DiopterError;
}

/** Adds what a layer computes: its value, or one for each of its tops. */
export type LayerReader = (call: LayerCall) => Value | readonly Value[];

/** Readers by type of layer. */
export type LayerReaders = Readonly<Record<string, LayerReader>>;
