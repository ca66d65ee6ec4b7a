/** The table of Caffe's layers that are read. */

import type { LayerReaders } from '../layer-call.js';
import { arrangementReaders } from './arrangement.js';
import { convolutionReaders } from './convolution.js';
import { elementwiseReaders } from './elementwise.js';
import { innerProductReaders } from './inner-product.js';
import { normalizationReaders } from './normalization.js';
import { poolingReaders } from './pooling.js';

export const layerReaders: LayerReaders = {
  ...arrangementReaders,
  ...convolutionReaders,
  ...elementwiseReaders,
  ...innerProductReaders,
  ...normalizationReaders,
  ...poolingReaders,
};
