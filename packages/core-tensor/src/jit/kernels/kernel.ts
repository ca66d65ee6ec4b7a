/** What jit knows of a kernel: the shapes it makes and how it is written in ONNX. */

import type { Tensor } from '@tensorflow/tfjs';
import type { Lowering } from '../emit/lowering.js';
import type { Stored } from '../emit/stored.js';
import type { Attributes, ProgramNode, ValueSpec } from '../program/program.js';

/** A kernel that stands in programs as one node. */
export interface PrimitiveKernel {
  /** The kernel's name in tfjs, or our own. */
  readonly name: string;
  /** Names of its tensor inputs in order, as tfjs passes them; `'list'` for a kernel that takes any number. Trailing ones may be absent. */
  readonly inputs: readonly string[] | 'list';
  /** `'list'` for a kernel whose outputs are a list even when there is one. */
  readonly outputs?: 'list';
  /** Specifications of its outputs. */
  infer(inputs: readonly ValueSpec[], attributes: Attributes): readonly ValueSpec[];
  /** Writes the node in ONNX and says where each output lies. */
  lower(lowering: Lowering, node: ProgramNode): readonly Stored[];
}

/** Tensor inputs of a kernel call by name; a list's names are its indices. */
export type NamedTensors = Readonly<Record<string, Tensor>>;

/** A kernel that is recorded as calls of other kernels. */
export interface CompositeKernel {
  readonly name: string;
  compose(inputs: NamedTensors, attributes: Attributes): Tensor | Tensor[];
}
