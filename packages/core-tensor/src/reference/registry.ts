/** Every reference kernel by its tfjs name. */

import type { ReferenceKernels } from './kernel.js';
import { binaryKernels } from './kernels/binary.js';
import { convolutionKernels } from './kernels/convolution.js';
import { cumulativeKernels } from './kernels/cumulative.js';
import { einsumKernels } from './kernels/einsum.js';
import { fillingKernels } from './kernels/filling.js';
import { fusedKernels } from './kernels/fused.js';
import { indexingKernels } from './kernels/indexing.js';
import { joiningKernels } from './kernels/joining.js';
import { matmulKernels } from './kernels/matmul.js';
import { normalizationKernels } from './kernels/normalization.js';
import { paddingKernels } from './kernels/padding.js';
import { poolingKernels } from './kernels/pooling.js';
import { rearrangingKernels } from './kernels/rearranging.js';
import { reductionKernels } from './kernels/reduction.js';
import { resizeKernels } from './kernels/resize.js';
import { slicingKernels } from './kernels/slicing.js';
import { softmaxKernels } from './kernels/softmax.js';
import { unaryKernels } from './kernels/unary.js';

export const referenceKernels: ReferenceKernels = {
  ...binaryKernels,
  ...convolutionKernels,
  ...cumulativeKernels,
  ...einsumKernels,
  ...fillingKernels,
  ...fusedKernels,
  ...indexingKernels,
  ...joiningKernels,
  ...matmulKernels,
  ...normalizationKernels,
  ...paddingKernels,
  ...poolingKernels,
  ...rearrangingKernels,
  ...reductionKernels,
  ...resizeKernels,
  ...slicingKernels,
  ...softmaxKernels,
  ...unaryKernels,
};
