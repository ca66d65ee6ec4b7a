/** The intermediate representation of a recorded function: values, the kernel calls that make them, and constants. */

import type { DType, HostTensor } from '../../tree/host-tensor.js';

/** Index of a value in `Program.values`. */
export type ValueId = number;

/** What is known of a value before anything runs. Shapes are logical: as the function's author sees them. */
export interface ValueSpec {
  readonly shape: readonly number[];
  readonly dtype: DType;
}

/** An attribute of a kernel call, as tfjs passes it. */
export type Attribute = number | boolean | string | null | undefined | readonly Attribute[];
export type Attributes = Readonly<Record<string, Attribute>>;

/** One call of a kernel. Kernels are named and parametrised as in tfjs (`Conv2D`, `BatchMatMul`); ours live beside them. */
export interface ProgramNode {
  readonly kernel: string;
  readonly inputs: readonly ValueId[];
  readonly outputs: readonly ValueId[];
  readonly attributes: Attributes;
}

/** A function as data. Nodes are in an order in which every value is made before it is used. */
export interface Program {
  /** Specification of every value, indexed by id. */
  readonly values: readonly ValueSpec[];
  /** The function's tensor inputs, in order. */
  readonly inputs: readonly ValueId[];
  readonly outputs: readonly ValueId[];
  readonly constants: ReadonlyMap<ValueId, HostTensor>;
  readonly nodes: readonly ProgramNode[];
}
