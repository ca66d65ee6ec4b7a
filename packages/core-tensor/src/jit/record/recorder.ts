/** Collects the values, constants and kernel calls of one function while it is being recorded. */

import { DiopterError } from '../../errors/index.js';
import type { HostTensor } from '../../tree/index.js';
import { primitiveKernels } from '../kernels/registry.js';
import { attributeTexts, numberText } from '../program/attribute-text.js';
import type { Attributes, Program, ProgramNode, ValueId, ValueSpec } from '../program/program.js';
import { callerOutside } from './caller.js';
import { unsupportedKernel } from './unsupported-kernel.js';

/** Constants with more elements than this are told apart by their array, not by their values. */
const largestCompared = 64;

export class Recorder {
  readonly #values: ValueSpec[] = [];
  readonly #nodes: ProgramNode[] = [];
  readonly #inputs: ValueId[] = [];
  readonly #constants = new Map<ValueId, HostTensor>();
  /** Results of equal calls: a common subexpression is recorded once. */
  readonly #calls = new Map<string, readonly ValueId[]>();
  readonly #small = new Map<string, ValueId>();
  readonly #large = new Map<object, ValueId>();
  /** What tensors of other backends hold, by their data id: each is read once. */
  readonly captured = new Map<object, HostTensor>();
  /** What went wrong where nothing could be thrown. */
  failure: DiopterError | undefined;

  spec(id: ValueId): ValueSpec {
    return this.#values[id]!;
  }

  input(spec: ValueSpec): ValueId {
    const id = this.#value(spec);
    this.#inputs.push(id);
    return id;
  }

  constant(tensor: HostTensor): ValueId {
    const { shape, dtype, data } = tensor;
    const small = data.length <= largestCompared;
    const key = small ? `${dtype}[${shape.join(',')}]${Array.from(data, numberText).join(',')}` : '';
    const known = small ? this.#small.get(key) : this.#large.get(data);
    if (known !== undefined && sameSpec(this.spec(known), tensor)) return known;
    const id = this.#value({ shape, dtype });
    this.#constants.set(id, tensor);
    if (small) this.#small.set(key, id);
    else this.#large.set(data, id);
    return id;
  }

  /** Records `kernel(inputs)` and returns its outputs. */
  call(kernel: string, inputs: readonly ValueId[], attributes: Attributes): readonly ValueId[] {
    const key = `${kernel}(${inputs.join(',')})${attributeTexts(attributes).join(',')}`;
    const known = this.#calls.get(key);
    if (known !== undefined) return known;
    const primitive = primitiveKernels.get(kernel);
    if (primitive === undefined) throw unsupportedKernel(kernel);
    const specs = inputs.map((id) => this.spec(id));
    const outputs = primitive.infer(specs, attributes).map((spec) => this.#value(spec));
    this.#nodes.push({ kernel, inputs, outputs, attributes });
    this.#calls.set(key, outputs);
    return outputs;
  }

  finish(outputs: readonly ValueId[]): Program {
    return {
      values: this.#values,
      inputs: this.#inputs,
      outputs,
      constants: this.#constants,
      nodes: this.#nodes,
    };
  }

  #value(spec: ValueSpec): ValueId {
    if (spec.shape.some((dimension) => !Number.isInteger(dimension) || dimension < 0)) {
      throw new DiopterError('shape-mismatch', {
        what: `a kernel call has an impossible result of shape [${spec.shape.join(', ')}]`,
        ...callerOutside(),
      });
    }
    return this.#values.push({ shape: spec.shape, dtype: spec.dtype }) - 1;
  }
}

const sameSpec = (a: ValueSpec, b: ValueSpec): boolean =>
  a.dtype === b.dtype && a.shape.join() === b.shape.join();
