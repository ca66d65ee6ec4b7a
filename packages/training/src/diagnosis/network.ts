/** What is diagnosed: a graph of one input and one output, its weights, and what its input wants. */

import type { Graph, Shape, Variables, VariableTensor } from '@diopter/core-tensor/graph';
import type { Preprocessing } from '@diopter/losses';

/** A network to be diagnosed. */
export interface DiagnosedNetwork {
  /** What people know it by. */
  readonly name: string;
  readonly graph: Graph;
  readonly variables: Variables<Graph, VariableTensor>;
  /** The name of its input. */
  readonly input: string;
  /** Of its input: `[batch, height, width, channels]` or `[batch, numbers]`; null where it takes any. */
  readonly shape: Shape;
  /** From pixels in [0, 1] to what it takes. */
  readonly preprocessing: Preprocessing;
}
