/** What a kind of layer knows: its shapes, parameters, function, cost, and how ONNX writes it down. */

import type * as tf from '@tensorflow/tfjs';
import type { Key } from '../../random/index.js';
import type { OperatorReaders } from '../from-onnx/operator-call.js';
import type { Fans, Initializer } from '../initializers/index.js';
import type { Shape } from '../shape.js';
import type { LayerWriter } from '../to-onnx/layer-writer.js';

/** Shape and start of one parameter or statistic. */
export interface ParameterSpec {
  readonly shape: readonly number[];
  readonly initializer: Initializer;
  /** What scaled initializers divide by; irrelevant for the others. */
  readonly fans?: Fans;
}

/** Whether dropout drops and batch norm uses and follows the batch (`train`), or neither (`evaluate`). */
export type Mode = 'train' | 'evaluate';

/** What a layer sees beside its inputs while it is applied. */
export interface LayerContext {
  readonly parameters: Readonly<Record<string, tf.Tensor>>;
  readonly statistics: Readonly<Record<string, tf.Tensor>>;
  readonly mode: Mode;
  /** This node's own key, derived from its name; throws if `apply` was not given one. */
  key(): Key;
}

/** A layer's result when it also moves its statistics. */
export interface WithStatistics {
  readonly y: tf.Tensor;
  readonly statistics: Readonly<Record<string, tf.Tensor>>;
}

/** One kind of layer. All functions are pure; those of shapes throw `DiopterError`s that need not name the node. */
export interface LayerDefinition<Layer> {
  /** How many inputs the layer takes, at least and at most. */
  readonly arity: readonly [minimum: number, maximum: number];
  /** Shape of the output. */
  infer(layer: Layer, inputs: readonly Shape[]): Shape;
  /** The parameters it learns; none if absent. */
  parameters?(layer: Layer, inputs: readonly Shape[]): Readonly<Record<string, ParameterSpec>>;
  /** The running values it keeps beside its parameters; none if absent. */
  statistics?(layer: Layer, inputs: readonly Shape[]): Readonly<Record<string, ParameterSpec>>;
  /** The layer's function. */
  apply(layer: Layer, inputs: readonly tf.Tensor[], context: LayerContext): tf.Tensor | WithStatistics;
  /** Multiplications followed by an addition, for the given shapes; zero if absent, `null` if unknown. */
  multiplyAdds?(layer: Layer, inputs: readonly Shape[], output: Shape): number | null;
  /** Writes the layer, in `evaluate` mode, as ONNX operators of operator set 18. */
  toOnnx(layer: Layer, writer: LayerWriter): void;
  /** The ONNX operators that are read as layers of this kind; none if absent. */
  readonly fromOnnx?: OperatorReaders;
}
