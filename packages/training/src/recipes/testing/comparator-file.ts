/** A small comparator with random weights, as a file. */

import { init, toOnnx } from '@diopter/core-tensor/graph';
import { writeOnnx } from '@diopter/core-tensor/onnx';
import { randomKey } from '@diopter/core-tensor/random';
import type { ComparatorFile } from '@diopter/losses/comparators';
import { smallComparator } from '@diopter/models';

/** Always the same one. */
export function smallComparatorFile(): ComparatorFile {
  const network = smallComparator();
  return { bytes: writeOnnx(toOnnx(network, init(network, randomKey(7)))), description: {} };
}
