/** The generator of every kernel. */

import type { KernelGenerator } from '../kernel-case.js';
import { binaryGenerators } from './binary.js';
import { blockGenerators } from './blocks.js';
import { convolutionGenerators } from './convolutions.js';
import { imageGenerators } from './images.js';
import { indexingGenerators } from './indexing.js';
import { joiningGenerators } from './joining.js';
import { makingGenerators } from './making.js';
import { movingGenerators } from './moving.js';
import { poolingGenerators } from './pooling.js';
import { reductionGenerators } from './reductions.js';
import { unaryGenerators } from './unary.js';

export const kernelGenerators: Readonly<Record<string, KernelGenerator>> = {
  ...binaryGenerators,
  ...blockGenerators,
  ...convolutionGenerators,
  ...imageGenerators,
  ...indexingGenerators,
  ...joiningGenerators,
  ...makingGenerators,
  ...movingGenerators,
  ...poolingGenerators,
  ...reductionGenerators,
  ...unaryGenerators,
};
