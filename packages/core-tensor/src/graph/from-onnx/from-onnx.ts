/** `fromOnnx`: an ONNX model as a graph with its weights. */

import type { OnnxModel, OnnxNode } from '../../onnx/index.js';
import type { HostTensor } from '../../tree/index.js';
import type { Graph, Variables } from '../graph.js';
import type { Dimension } from '../shape.js';
import type { Layout } from '../to-onnx/graph-writer.js';
import { layoutKey } from '../to-onnx/to-onnx.js';
import { FileOperator } from './file-operator.js';
import { GraphReader } from './graph-reader.js';
import { fromTensor } from './host-array.js';
import { inputView, settleOutput } from './outside.js';
import { readOperator } from './read-operator.js';

/** Options of {@link fromOnnx}. */
export interface FromOnnxOptions {
  /** Shapes of the file's inputs, in the file's axis order, where they are to be other than the file says. */
  readonly inputs?: Readonly<Record<string, readonly Dimension[]>>;
  /** How the file's images lie; by default as a file of ours says, else `'nchw'`. */
  readonly layout?: Layout;
}

/** What {@link fromOnnx} returns. */
export interface ImportedGraph extends Variables<Graph, HostTensor<'float32'>> {
  /** Nodes are named as the file's values, inputs and outputs as the file's. */
  readonly graph: Graph;
  /**
   * Where each of the file's values is: the name of its node, and for each of the file's axes the node's. Values that were
   * only transposed share a node.
   */
  readonly values: Readonly<Record<string, { readonly node: string; readonly axes: readonly number[] }>>;
}

/**
 * Reads an ONNX model into a graph of the same function in `evaluate` mode: images NHWC, filters HWIO, dense weights as
 * they are (a flattening remembers the order in which it reads). Operators on constants and shapes are computed.
 * Weights stay in host memory; make tensors of them to train them.
 *
 * @throws DiopterError `unsupported-operator` naming the operator, its node and its place in the file.
 *
 * @example
 * const { graph, parameters, statistics } = fromOnnx(readOnnx(await readFile('squeezenet1.1.onnx')));
 * const { taps } = apply(graph, { parameters, statistics }, images, { taps: ['/features/features.1/Relu_output_0'] });
 */
export function fromOnnx(model: OnnxModel, { inputs = {}, layout }: FromOnnxOptions = {}): ImportedGraph {
  const { graph: file, metadata, opsets } = model;
  const imagesLie = layout ?? (metadata?.[layoutKey] === 'nhwc' ? 'nhwc' : 'nchw');
  const names = [...file.inputs.map(({ name }) => name), ...file.nodes.flatMap(({ outputs }) => outputs)];
  const graph = new GraphReader(names);
  for (const [name, tensor] of file.initializers) {
    const array = fromTensor(tensor);
    if (array !== undefined) graph.values.set(name, array);
  }
  for (const input of file.inputs) {
    // Files of before version 4 of the format list their constants among the inputs too.
    if (file.initializers.has(input.name)) continue;
    graph.input(input.name, inputView(input, inputs[input.name], imagesLie));
  }
  const place = {
    count: file.nodes.length,
    opset: opsets[''] ?? opsets['ai.onnx'] ?? 1,
    uses: usesOf(model),
  };
  file.nodes.forEach((node, index) => {
    readOperator(node, graph, new FileOperator(node, graph, { ...place, index }));
  });
  for (const { name } of file.outputs) settleOutput(graph, name, imagesLie);
  return {
    graph: { inputs: graph.inputs, nodes: graph.nodes, outputs: file.outputs.map(({ name }) => name) },
    parameters: graph.parameters,
    statistics: graph.statistics,
    values: Object.fromEntries(
      [...graph.values].flatMap(([name, value]) =>
        'data' in value ? [] : [[name, { node: value.node, axes: value.axes }]],
      ),
    ),
  };
}

function usesOf({ graph }: OnnxModel): ReadonlyMap<string, readonly (OnnxNode | undefined)[]> {
  const uses = new Map<string, (OnnxNode | undefined)[]>();
  const add = (name: string, user: OnnxNode | undefined) => {
    uses.set(name, [...(uses.get(name) ?? []), user]);
  };
  for (const node of graph.nodes) for (const input of node.inputs) add(input, node);
  for (const { name } of graph.outputs) add(name, undefined);
  return uses;
}
