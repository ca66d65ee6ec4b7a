/** What a reference kernel is: a pure function of tensors of doubles and tfjs' attributes. */

import type { Attributes } from '../jit/program/program.js';
import type { ReferenceTensor } from './tensor.js';

/** Inputs come in the order in which tfjs declares their names, absent trailing ones left out. */
export type ReferenceKernel = (
  inputs: readonly ReferenceTensor[],
  attributes: Attributes,
) => readonly ReferenceTensor[];

/** Kernels by their names in tfjs. */
export type ReferenceKernels = Readonly<Record<string, ReferenceKernel>>;
