/** `fromOnnx`: an ONNX model as a graph with its weights. */

import { DiopterError } from '../../errors/index.js';
import type { OnnxModel, OnnxNode, OnnxValueInfo } from '../../onnx/index.js';
import type { HostTensor } from '../../tree/index.js';
import type { Graph, Variables } from '../graph.js';
import { identity } from '../layers/identity.js';
import { transpose } from '../layers/transpose.js';
import { inverse, permuted } from '../layout.js';
import type { Dimension } from '../shape.js';
import type { Layout } from '../to-onnx/graph-writer.js';
import { layoutKey } from '../to-onnx/to-onnx.js';
import { FileOperator } from './file-operator.js';
import { folds } from './fold.js';
import { GraphReader } from './graph-reader.js';
import { fromTensor, type HostArray, int64Array } from './host-array.js';
import { readers } from './readers.js';
import { fileShape, inFileOrder, sameAxes, usualAxes, type View } from './view.js';

/** Options of {@link fromOnnx}. */
export interface FromOnnxOptions {
  /** Shapes of the file's inputs, in the file's axis order, where they are to be other than the file says. */
  readonly inputs?: Readonly<Record<string, readonly Dimension[]>>;
  /** How the file's images lie; by default as a file of ours says, else `'nchw'`. */
  readonly layout?: Layout;
}

/** What {@link fromOnnx} returns. */
export interface ImportedGraph extends Variables<Graph, HostTensor> {
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
    if (!file.initializers.has(input.name))
      graph.input(input.name, inputView(input, inputs[input.name], imagesLie));
  }
  const place = {
    count: file.nodes.length,
    opset: opsets[''] ?? opsets['ai.onnx'] ?? 1,
    uses: usesOf(model),
  };
  file.nodes.forEach((node, index) => {
    read(node, graph, new FileOperator(node, graph, { ...place, index }));
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

/** The operators that {@link fromOnnx} knows, in alphabetical order. Not every attribute of each is supported. */
export const knownOperators: readonly string[] = [
  ...new Set([...Object.keys(readers), ...Object.keys(folds), 'Shape', 'Size']),
].sort();

function inputView(
  { name, dataType, shape }: OnnxValueInfo,
  stated: readonly Dimension[] | undefined,
  layout: Layout,
): View {
  const where = `fromOnnx, input ${name}`;
  if (dataType !== 'float32') {
    throw new DiopterError('unsupported-operator', {
      where,
      what: `its type is ${dataType}; only float32 is known here`,
    });
  }
  const sizes = stated ?? shape?.map((size) => (typeof size === 'number' ? size : null));
  if (sizes === undefined) {
    throw new DiopterError('unsupported-operator', {
      where,
      what: 'the file does not say its shape',
      help: `state it: fromOnnx(model, { inputs: { ${JSON.stringify(name)}: [...] } })`,
    });
  }
  const axes = outsideAxes(sizes.length, layout);
  return { node: name, shape: permuted(sizes, inverse(axes)), axes };
}

/** Where the axes of inputs and outputs of the file are here. */
function outsideAxes(rank: number, layout: Layout): readonly number[] {
  return layout === 'nchw' ? usualAxes(rank) : inFileOrder(rank);
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

/** Reads one operator: computes it if it is about constants, else adds nodes. */
function read(node: OnnxNode, graph: GraphReader, call: FileOperator): void {
  if (node.domain !== '' && node.domain !== 'ai.onnx')
    throw call.refuse(`its domain ${node.domain} is not known here`);
  const folded = computed(node, graph, call);
  if (folded !== undefined) {
    graph.values.set(node.outputs[0]!, folded);
    return;
  }
  const reader = Object.hasOwn(readers, node.op) ? readers[node.op] : undefined;
  if (reader === undefined) {
    throw call.refuse(
      Object.hasOwn(folds, node.op) ? 'it is only known for constants' : 'it is not known here',
      'see knownOperators',
    );
  }
  const views = [reader(call)].flat() as View[];
  views.forEach((view, i) => {
    const name = node.outputs[i] ?? '';
    if (name !== '') graph.values.set(name, view);
  });
}

function computed(node: OnnxNode, graph: GraphReader, call: FileOperator): HostArray | undefined {
  if (node.op === 'Shape' || node.op === 'Size')
    return aboutShape(node.op, call, graph.values.get(node.inputs[0]!));
  const fold = Object.hasOwn(folds, node.op) ? folds[node.op] : undefined;
  if (fold === undefined) return undefined;
  const inputs: (HostArray | undefined)[] = [];
  for (const name of node.inputs) {
    const value = name === '' ? undefined : graph.values.get(name);
    if (name !== '' && (value === undefined || !('data' in value))) return undefined;
    inputs.push(value as HostArray | undefined);
  }
  return fold({ inputs, attributes: call.attributes });
}

/** Sizes as numbers; those that are not known are NaN. */
function aboutShape(
  op: 'Shape' | 'Size',
  call: FileOperator,
  value: View | HostArray | undefined,
): HostArray | undefined {
  if (value === undefined) return undefined;
  const shape = 'data' in value ? value.shape : fileShape(value);
  const sizes = shape.map((size) => size ?? Number.NaN);
  if (op === 'Size') return int64Array([sizes.reduce((a, b) => a * b, 1)], []);
  const { attributes } = call;
  return int64Array(sizes.slice(attributes.int('start', 0), attributes.int('end', sizes.length)));
}

/** Makes sure that an output of the file is a node of that name, lying as it should. */
function settleOutput(graph: GraphReader, name: string, layout: Layout): void {
  const value = graph.values.get(name);
  if (value === undefined || ('data' in value && value.dataType !== 'float32')) {
    throw new DiopterError('unsupported-operator', {
      where: `fromOnnx, output ${name}`,
      what:
        value === undefined
          ? 'no operator of the file makes it here'
          : `it is ${value.dataType}, not float32`,
    });
  }
  const view = 'data' in value ? graph.constant(name, value) : value;
  const axes = outsideAxes(view.axes.length, layout);
  const lies = sameAxes(view.axes, axes);
  if (lies && view.node === name && Object.hasOwn(graph.nodes, name)) return;
  const source = !lies && view.node === name ? graph.renamed(view) : view;
  const permutation = permuted(source.axes, inverse(axes));
  const settled = graph.emit(name, lies ? identity() : transpose({ permutation }), [source], { axes });
  graph.values.set(name, settled);
}
