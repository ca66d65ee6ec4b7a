/** What a layer is handed to write itself down as ONNX operators. */

import type { OnnxNode, OnnxTensor } from '../../onnx/index.js';
import type { Shape } from '../shape.js';

/** How a variable is stored in the file: its axes reordered, then its shape changed. */
export interface Arrangement {
  readonly permutation?: readonly number[];
  readonly shape?: readonly number[];
}

/**
 * Writes one node. A layer calls {@link LayerWriter.add} for each operator; the one without a `suffix` makes the layer's
 * value. Values of four axes are NCHW in the file; shapes here are NHWC, as everywhere in a graph.
 */
export interface LayerWriter {
  /** Names of the input values. */
  readonly inputs: readonly string[];
  readonly inputShapes: readonly Shape[];
  readonly shape: Shape;
  /** Adds an operator and returns the name of its value: the node's own, or the node's with a suffix. */
  add(op: string, inputs: readonly string[], attributes?: OnnxNode['attributes'], suffix?: string): string;
  /** Stores a parameter or statistic; returns the name of its value. */
  variable(name: string, arrangement?: Arrangement): string;
  /** Stores a constant; returns the name of its value. */
  constant(suffix: string, tensor: OnnxTensor): string;
}
