/** The comparator of those who name none. */

import { init, toOnnx } from '@diopter/core-tensor/graph';
import { writeOnnx } from '@diopter/core-tensor/onnx';
import type { Key } from '@diopter/core-tensor/random';
import type { ComparatorFile } from '@diopter/losses/comparators';
import { smallComparator } from '@diopter/models';

/** The file of a small comparator with random weights, the same for the same key. */
export function smallComparatorFile(key: Key, channels: number): ComparatorFile {
  const network = smallComparator({ inputChannels: channels });
  return { bytes: writeOnnx(toOnnx(network, init(network, key))), description: {} };
}
