/** Builds the nodes and constants of one ONNX graph; equal calls and equal small constants are made once. */

import type { OnnxAttribute, OnnxNode, OnnxTensor } from '../../onnx/model.js';
import { attributeKey, tensorKey } from './keys.js';

/** Attributes as a kernel writes them: integers and lists of integers are plain, the rest is tagged. */
export type AttributeInput = number | readonly number[] | OnnxAttribute;

export interface NodeOptions {
  readonly attributes?: Readonly<Record<string, AttributeInput>>;
  readonly domain?: string;
}

/** The ONNX graph under construction. Values are known by name. */
export class OnnxBuilder {
  readonly nodes: OnnxNode[] = [];
  readonly initializers = new Map<string, OnnxTensor>();
  /** The node that makes each value. */
  readonly producers = new Map<string, OnnxNode>();
  #known = new Map<string, readonly string[]>();
  #byData = new Map<object, string>();
  #count = 0;

  /** The name of the one output of `op(inputs)`. An absent optional input is `''`. */
  node(op: string, inputs: readonly string[], options: NodeOptions = {}): string {
    return this.multiple(op, inputs, 1, options)[0]!;
  }

  /** The names of all `count` outputs of `op(inputs)`. */
  multiple(
    op: string,
    inputs: readonly string[],
    count: number,
    { attributes = {}, domain = '' }: NodeOptions = {},
  ): readonly string[] {
    const tagged = Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, tag(value)]));
    const key = `${domain}:${op}(${inputs.join(',')})${count}${attributeKey(tagged)}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const outputs = Array.from({ length: count }, () => this.#fresh());
    const node: OnnxNode = { op, domain, name: outputs[0]!, inputs, outputs, attributes: tagged };
    this.nodes.push(node);
    for (const output of outputs) this.producers.set(output, node);
    this.#known.set(key, outputs);
    return outputs;
  }

  /** The name of a constant; large ones are known again by their data array. */
  constant(tensor: OnnxTensor): string {
    const key = tensorKey(tensor);
    const known = key === undefined ? this.#byData.get(tensor.data) : this.#known.get(key)?.[0];
    if (known !== undefined) return known;
    const name = this.#fresh();
    this.initializers.set(name, tensor);
    if (key === undefined) this.#byData.set(tensor.data, name);
    else this.#known.set(key, [name]);
    return name;
  }

  /** A constant vector of int64, as shapes, axes and paddings are given. */
  integers(values: readonly number[]): string {
    return this.constant({
      dataType: 'int64',
      shape: [values.length],
      data: BigInt64Array.from(values, BigInt),
    });
  }

  /** A constant float32 scalar. */
  float(value: number): string {
    return this.constant({ dataType: 'float32', shape: [], data: Float32Array.of(value) });
  }

  #fresh(): string {
    return `v${this.#count++}`;
  }
}

function tag(value: AttributeInput): OnnxAttribute {
  if (typeof value === 'number') return { type: 'int', value };
  return 'type' in value ? value : { type: 'ints', value };
}
