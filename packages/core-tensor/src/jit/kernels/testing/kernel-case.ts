/** What is generated for a kernel: calls to try, and which of its inputs have gradients. */

import type * as fc from 'fast-check';
import type { ReferenceKernel } from '../../../reference/index.js';
import type { HostTensor } from '../../../tree/index.js';
import type { Attributes } from '../../program/program.js';

/** One call of a kernel. Inputs are named and ordered as in tfjs; those of a kernel that takes a list are named by their index. */
export interface KernelCase {
  readonly inputs: Readonly<Record<string, HostTensor>>;
  readonly attributes: Attributes;
}

export interface KernelGenerator {
  readonly cases: fc.Arbitrary<KernelCase>;
  /** Operands belong together: layouts must not make their elements equal. */
  readonly keepsValues?: true;
  /** How many are tried. Default 12. */
  readonly count?: number;
  /** What replaces the reference kernel of the same name, for kernels that only passes make. */
  readonly witness?: ReferenceKernel;
  /** Largest error that passes: of an element, relative to its size, or to `scale` where that is larger. */
  readonly tolerance?: number;
  /** Errors of elements smaller than this are not blown up. Default 1: absolute errors for small elements. */
  readonly scale?: number;
  /** Why the result is not compared with tfjs' own `cpu` backend as well, where it has the kernel. */
  readonly differsFromTfjs?: string;
  readonly gradient: GradientGenerator | NoGradient;
}

export interface GradientGenerator {
  /** The inputs that gradients are taken of. */
  readonly of: readonly string[];
  /** How many are tried. Default 6. */
  readonly count?: number;
  /** Cases away from kinks, ties and poles. Default: the same as for values. */
  readonly cases?: fc.Arbitrary<KernelCase>;
  readonly tolerance?: number;
}

export interface NoGradient {
  /** Why gradients are not checked, or how else. */
  readonly none: string;
}

/** Reasons that many kernels share. */
export const withoutGradient = {
  isGradient: { none: 'is a gradient' },
  inTfjs: { none: 'none in tfjs' },
  zero: { none: 'zero almost everywhere' },
} as const satisfies Record<string, NoGradient>;
