/** The codes of a data set: one row for each picture. */

import type { HostTensor } from '@diopter/core-tensor/tree';
import { cached, type Dataset, enlarged, evaluationBatches } from '../data/index.js';
import type { Codec } from './open-codec.js';

/** What {@link encodeDataset} gives. */
export interface EncodedDataset {
  /** `[pictures, numbers of a code]`. */
  readonly codes: HostTensor<'float32'>;
  /** The class of each, from 0; -1 where there is none. */
  readonly labels: Int32Array;
}

/** Pictures that go through the encoder together. */
const batchSize = 50;

/**
 * Encodes the first `count` pictures: their centres, `side` pixels wide, enlarged if they are smaller.
 *
 * @example
 * const { codes, labels } = await encodeDataset(codec, cifar, { side: 64, count: 4000 });
 */
export async function encodeDataset(
  codec: Pick<Codec, 'encode'>,
  dataset: Dataset,
  { side, count }: { readonly side: number; readonly count: number },
): Promise<EncodedDataset> {
  const pictures = cached(enlarged(dataset, side), { maximumBytes: 0 });
  const batches = evaluationBatches(pictures, { batchSize, crop: side, limit: count });
  const length = Math.min(count, dataset.length);
  const labels = new Int32Array(length).fill(-1);
  let codes: Float32Array | undefined;
  for (let n = 0; n < batches.count; n++) {
    const batch = await batches.batchAt(n);
    const { data, shape } = await codec.encode(batch.images);
    codes ??= new Float32Array((length * data.length) / shape[0]!);
    codes.set(data, (n * batchSize * data.length) / shape[0]!);
    if (batch.labels) labels.set(batch.labels.data, n * batchSize);
  }
  const data = codes ?? new Float32Array();
  return {
    codes: { shape: [length, length > 0 ? data.length / length : 0], dtype: 'float32', data },
    labels,
  };
}
