/** The generator of every kernel. */

import type { KernelGenerator } from '../kernel-case.js';
import { binaryGenerators } from './binary.js';
import { imageGenerators } from './images.js';
import { indexingGenerators } from './indexing.js';
import { makingGenerators } from './making.js';
import { movingGenerators } from './moving.js';
import { reductionGenerators } from './reductions.js';
import { unaryGenerators } from './unary.js';

export const kernelGenerators: Readonly<Record<string, KernelGenerator>> = {
  ...binaryGenerators,
  ...imageGenerators,
  ...indexingGenerators,
  ...makingGenerators,
  ...movingGenerators,
  ...reductionGenerators,
  ...unaryGenerators,
};
