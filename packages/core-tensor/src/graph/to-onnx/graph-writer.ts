/** Collects the nodes, initializers, inputs and outputs of an ONNX graph while the nodes of ours are written. */

import type * as tf from '@tensorflow/tfjs';
import { DiopterError } from '../../errors/index.js';
import {
  ints,
  type OnnxGraph,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValueInfo,
} from '../../onnx/index.js';
import type { HostTensor } from '../../tree/index.js';
import { checkedVariables } from '../checked-variables.js';
import type { Graph, Variables } from '../graph.js';
import type { InferredNode } from '../infer.js';
import { channelsFirst, channelsLast, onnxOrder, permuted } from '../layout.js';
import { atNode } from '../problem.js';
import type { Shape } from '../shape.js';
import { UniqueNames } from '../unique-names.js';
import type { LayerWriter } from './layer-writer.js';
import { stored } from './stored-tensor.js';

/** How the images of a file lie: channels first, as in nearly all ONNX files, or last, as here. */
export type Layout = 'nchw' | 'nhwc';

type HostOrTensor = tf.Tensor | HostTensor;

export class GraphWriter {
  readonly #variables: Variables<Graph, HostOrTensor>;
  readonly #layout: Layout;
  /** Nodes that become outputs of the file. */
  readonly #wanted: ReadonlySet<string>;
  readonly #nodes: OnnxNode[] = [];
  readonly #initializers = new Map<string, OnnxTensor>();
  readonly #inputs: OnnxValueInfo[] = [];
  readonly #outputs: OnnxValueInfo[] = [];
  /** The file's value and our shape of each input and node. */
  readonly #values = new Map<string, { readonly value: string; readonly shape: Shape }>();
  /** Names in use; those of the graph's nodes and inputs are kept for their values. */
  readonly #names: UniqueNames;

  constructor(
    graph: Graph,
    variables: Variables<Graph, HostOrTensor>,
    { layout, outputs }: { readonly layout: Layout; readonly outputs: readonly string[] },
  ) {
    this.#variables = variables;
    this.#layout = layout;
    this.#wanted = new Set(outputs);
    this.#names = new UniqueNames([...Object.keys(graph.inputs), ...Object.keys(graph.nodes)]);
  }

  /** Declares an input of the graph. */
  input(name: string, shape: Shape): void {
    this.#inputs.push(this.#describe(name, shape));
    const value = this.#isTurned(shape)
      ? this.#transpose(name, this.#names.take(`${name}/nchw`), channelsFirst)
      : name;
    this.#values.set(name, { value, shape });
  }

  /** Writes a node. */
  node(node: InferredNode): void {
    const { name, layer, definition, shape } = node;
    // In NHWC files the plain name of an output is that of the transposed value.
    const value = this.#isTurned(shape) && this.#wanted.has(name) ? this.#names.take(`${name}/nchw`) : name;
    atNode(name, layer.kind, () => definition.toOnnx(layer, this.#layerWriter(node, value)));
    this.#values.set(name, { value, shape });
  }

  /** Declares an output of the graph: a node that has been written. */
  output(name: string): void {
    const { value, shape } = this.#values.get(name)!;
    if (this.#inputs.some((input) => input.name === name)) {
      throw new DiopterError('invalid-graph', {
        where: `toOnnx, output ${name}`,
        what: 'it is an input of the graph, which ONNX does not allow',
        help: 'make it the output of an identity() node',
      });
    }
    this.#outputs.push(this.#describe(name, shape));
    if (value !== name) this.#transpose(value, name, channelsLast);
  }

  graph(): OnnxGraph {
    return {
      name: 'graph',
      nodes: this.#nodes,
      initializers: this.#initializers,
      inputs: this.#inputs,
      outputs: this.#outputs,
    };
  }

  #layerWriter(
    { name, layer, definition, inputs, inputShapes, shape }: InferredNode,
    value: string,
  ): LayerWriter {
    const found = {
      parameters: this.#variables.parameters[name],
      statistics: this.#variables.statistics[name],
    };
    const { parameters, statistics } = checkedVariables(layer, definition, inputShapes, found);
    return {
      inputs: inputs.map((input) => this.#values.get(input)!.value),
      inputShapes,
      shape,
      add: (op, inputs, attributes = {}, suffix = '') => {
        const output = suffix === '' ? value : this.#names.take(`${name}/${suffix}`);
        this.#nodes.push({ op, domain: '', name: output, inputs, outputs: [output], attributes });
        return output;
      },
      variable: (variable, arrangement = {}) => {
        const tensor = stored((parameters[variable] ?? statistics[variable])!, arrangement);
        return this.#store(`${name}.${variable}`, tensor);
      },
      constant: (suffix, tensor) => this.#store(`${name}/${suffix}`, tensor),
    };
  }

  #store(name: string, tensor: OnnxTensor): string {
    const value = this.#names.take(name);
    this.#initializers.set(value, tensor);
    return value;
  }

  #isTurned(shape: Shape): boolean {
    return this.#layout === 'nhwc' && shape.length === 4;
  }

  #transpose(from: string, to: string, permutation: readonly number[]): string {
    this.#nodes.push({
      op: 'Transpose',
      domain: '',
      name: to,
      inputs: [from],
      outputs: [to],
      attributes: { perm: ints(permutation) },
    });
    return to;
  }

  #describe(name: string, shape: Shape): OnnxValueInfo {
    const dimensions = shape.map((size, axis) => size ?? openDimension(name, axis, shape.length));
    const order = this.#layout === 'nchw' ? onnxOrder(shape.length) : shape.map((_, axis) => axis);
    return { name, dataType: 'float32', shape: permuted(dimensions, order) };
  }
}

/** The name of a size that may differ from run to run: the batch is the same for all values. */
function openDimension(value: string, axis: number, rank: number): string | null {
  if (axis === 0) return 'batch';
  return rank === 4 ? `${value}_${axis === 1 ? 'height' : 'width'}` : null;
}
