/** What a deep network normalises its stream with, before each activation. */

import { batchNorm, type Layer } from '@diopter/core-tensor/graph';

export const normalisations = {
  none: [],
  'batch-norm': [batchNorm()],
} as const satisfies Readonly<Record<string, readonly Layer[]>>;
