/** One operator of a file, as its reader sees it. */

import { DiopterError } from '../../errors/index.js';
import type { OnnxNode } from '../../onnx/index.js';
import type { Layer } from '../layers/kinds.js';
import type { Dimension } from '../shape.js';
import { AttributeReader } from './attributes.js';
import type { GraphReader } from './graph-reader.js';
import type { HostArray } from './host-array.js';
import type { EmitOptions, OperatorCall } from './operator-call.js';
import { planReshape } from './reshape-view.js';
import { channelsMoved, sameAxes, type View } from './view.js';

/** Where an operator stands in its file. */
export interface FilePlace {
  readonly index: number;
  readonly count: number;
  readonly opset: number;
  /** The operators that use each value; the file's own outputs count as an operator without a name. */
  readonly uses: ReadonlyMap<string, readonly (OnnxNode | undefined)[]>;
}

export class FileOperator implements OperatorCall {
  readonly node: OnnxNode;
  readonly opset: number;
  readonly attributes: AttributeReader;
  readonly #graph: GraphReader;
  readonly #place: FilePlace;

  constructor(node: OnnxNode, graph: GraphReader, place: FilePlace) {
    this.node = node;
    this.opset = place.opset;
    this.attributes = new AttributeReader(node);
    this.#graph = graph;
    this.#place = place;
  }

  has(i: number): boolean {
    return (this.node.inputs[i] ?? '') !== '';
  }

  isConstant(i: number): boolean {
    return this.has(i) && 'data' in this.#operand(i);
  }

  constant(i: number): HostArray {
    const operand = this.#operand(i);
    if ('data' in operand) return operand;
    throw this.refuse(`its input ${i} ("${this.node.inputs[i]}") is computed, but must be a constant here`);
  }

  numbers(i: number): readonly number[] | undefined {
    if (!this.has(i)) return undefined;
    const values = Array.from(this.constant(i).data);
    if (!values.some(Number.isNaN)) return values;
    throw this.refuse(
      `its input ${i} ("${this.node.inputs[i]}") depends on a size that is not known`,
      "state the file's input shapes: fromOnnx(model, { inputs: { name: [...] } })",
    );
  }

  value(i: number): View {
    const operand = this.#operand(i);
    if (!('data' in operand)) return operand;
    if (operand.dataType === 'float32') {
      return this.#graph.constant(this.node.outputs[0]!, operand, `input-${i}`);
    }
    throw this.refuse(`its input ${i} ("${this.node.inputs[i]}") is ${operand.dataType}, not float32`);
  }

  image(i: number): View {
    const view = this.value(i);
    return this.turned(view, channelsMoved(view.axes.length));
  }

  turned(view: View, axes: readonly number[]): View {
    return this.#graph.turned(view, axes);
  }

  reshaped(view: View, shape: readonly Dimension[], options: EmitOptions = {}): View {
    const plan = planReshape(view, shape, this.onlyTransposed([0, 3, 1, 2]));
    if (plan === undefined) {
      throw this.refuse(
        'it moves sizes that are not known to other axes',
        "state the file's input shapes: fromOnnx(model, { inputs: { name: [...] } })",
      );
    }
    const { inputAxes, layer, axes } = plan;
    return this.emit(layer, [this.turned(view, inputAxes)], { ...options, axes });
  }

  emit(layer: Layer, inputs: readonly View[], options: EmitOptions = {}): View {
    return this.#graph.emit(this.node.outputs[options.output ?? 0]!, layer, inputs, options);
  }

  onlyTransposed(permutation: readonly number[]): boolean {
    const uses = this.#place.uses.get(this.node.outputs[0]!) ?? [];
    return (
      uses.length > 0 &&
      uses.every(
        (use) =>
          use?.op === 'Transpose' && sameAxes(new AttributeReader(use).ints('perm') ?? [], permutation),
      )
    );
  }

  refuse(why: string, help?: string): DiopterError {
    const { op, name } = this.node;
    const { index, count } = this.#place;
    return new DiopterError('unsupported-operator', {
      where: `ONNX operator ${op}, node ${index + 1} of ${count}${name === '' ? '' : ` ("${name}")`}`,
      what: why,
      ...(help !== undefined && { help }),
    });
  }

  #operand(i: number): View | HostArray {
    const name = this.node.inputs[i] ?? '';
    const operand = this.#graph.values.get(name);
    if (operand !== undefined) return operand;
    throw this.refuse(
      name === '' ? `its input ${i} is missing` : `its input ${i} ("${name}") is not available`,
    );
  }
}
