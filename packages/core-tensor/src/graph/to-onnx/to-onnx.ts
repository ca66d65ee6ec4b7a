/** `toOnnx`: a graph and its variables as an ONNX model that other tools run. */

import type * as tf from '@tensorflow/tfjs';
import { DiopterError } from '../../errors/index.js';
import type { OnnxModel } from '../../onnx/index.js';
import type { HostTensor } from '../../tree/index.js';
import { type Graph, type Inputs, type NodeName, namedShapes, type Variables } from '../graph.js';
import { infer, validateGraph } from '../infer.js';
import type { Shape } from '../shape.js';
import { GraphWriter, type Layout } from './graph-writer.js';

/** The operator set that is written. */
export const writtenOpset = 18;
/** The version of the file format that goes with it. */
const irVersion = 8;

/** Where the file says how its images lie, for {@link fromOnnx}. */
export const layoutKey = 'diopter.layout';

/** Options of {@link toOnnx}. */
export interface ToOnnxOptions<Tap extends string = string> {
  /** Layout of the file's image inputs and outputs; inside it is NCHW either way. */
  readonly layout?: Layout;
  /**
   * Shape of the first input, or of all by name, in our layout; `null` is written as a dimension that may vary. By
   * default the batch may vary, and the height and width of images too, if the graph allows it.
   */
  readonly inputShape?: Shape | Inputs;
  /** Nodes whose values become outputs of the file, after the graph's own. */
  readonly taps?: readonly Tap[];
}

/**
 * Writes a graph, in `evaluate` mode, as an ONNX model of operator set 18: weights as initializers (filters OIHW), values
 * named as the graph's nodes, float32 throughout.
 *
 * Variables are read synchronously where they are `tf.Tensor`s.
 *
 * @throws DiopterError `invalid-graph` or `shape-mismatch` naming the node; `checkpoint-mismatch` for a missing or
 * misshapen variable.
 *
 * @example
 * await writeFile('encoder.onnx', writeOnnx(toOnnx(encoder, { parameters, statistics })));
 */
export function toOnnx<G extends Graph, const Tap extends NodeName<G> = never>(
  graph: G,
  variables: Variables<G, tf.Tensor | HostTensor>,
  { layout = 'nchw', inputShape, taps = [] }: ToOnnxOptions<Tap> = {},
): OnnxModel {
  validateGraph(graph);
  const outputs = [...new Set<string>([...graph.outputs, ...taps])];
  const write = (inputs: Inputs) => writeGraph(graph, variables, { inputs, outputs, layout });
  if (inputShape !== undefined) return write(namedShapes(graph, inputShape));
  try {
    return write(freed(graph.inputs));
  } catch (error) {
    // Some layers need to know their sizes; then the stated ones hold.
    if (!(error instanceof DiopterError)) throw error;
    return write(graph.inputs);
  }
}

function writeGraph(
  graph: Graph,
  variables: Variables<Graph, tf.Tensor | HostTensor>,
  { inputs, outputs, layout }: { inputs: Inputs; outputs: readonly string[]; layout: Layout },
): OnnxModel {
  const file = new GraphWriter(graph, variables, { layout, outputs });
  for (const [name, shape] of Object.entries(inputs)) file.input(name, shape);
  for (const inferred of infer(graph, { inputs, wanted: outputs })) file.node(inferred);
  for (const name of outputs) file.output(name);
  return {
    irVersion,
    opsets: { '': writtenOpset },
    producer: 'diopter',
    metadata: { [layoutKey]: layout },
    graph: file.graph(),
  };
}

/** Any batch, and images of any size. */
function freed(inputs: Inputs): Inputs {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, shape]) => [
      name,
      shape.map((dimension, axis) => (axis === 0 || (shape.length === 4 && axis < 3) ? null : dimension)),
    ]),
  );
}
