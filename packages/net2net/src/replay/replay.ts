/** Growth done again, from its certificate. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { type Key, keyFromHostTensor } from '@diopter/core-tensor/random';
import { randomDeepen, randomPad } from '../baselines/index.js';
import type { Certificate, Certified, ComparisonOptions } from '../certificate/index.js';
import { deepen } from '../deepen/index.js';
import type { Model } from '../model/index.js';
import { widen } from '../widen/index.js';

/** Everything that can be done to a network, by the name in its certificate. */
const transforms = { widen, deepen, randomPad, randomDeepen } as const;

type Transform = (model: Model, options: { readonly key: Key }) => Promise<Certified>;

/**
 * Does again what a certificate says, to the same network, with the same bits as a result. Batch norms of inserted layers are calibrated by the
 * statistics in the certificate, without the data. Compares on drawn inputs, as the first time if none were given then.
 *
 * @param certificate As it was made, or read back from JSON.
 * @throws DiopterError `invalid-argument` for a transform that is not known; as the transform itself for another network.
 *
 * @example
 * const again = await replay(teacher, JSON.parse(await readFile('certificate.json', 'utf8')));
 */
export async function replay(
  model: Model,
  { transform, options, key }: Certificate,
  comparison: ComparisonOptions = {},
): Promise<Certified> {
  if (!Object.hasOwn(transforms, transform)) {
    throw new DiopterError('invalid-argument', {
      what: `there is no transform "${transform}"`,
      where: 'replay, argument certificate',
      help: `known are ${Object.keys(transforms).join(', ')}`,
    });
  }
  // The options are those that the transform has written down.
  const again = transforms[transform as keyof typeof transforms] as Transform;
  const stored = { shape: [2], dtype: 'int32' as const, data: Int32Array.from(key) };
  return again(model, { ...options, ...comparison, key: keyFromHostTensor(stored) });
}
