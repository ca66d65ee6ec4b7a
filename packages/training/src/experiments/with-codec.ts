/** Work with the codec of a run, which is released whatever happens. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { type Codec, openCodec } from '../codec/index.js';
import { inChunks } from '../compare/chunks.js';

/**
 * Opens the codec of `run` for the time of `work`. Batches of any size can be encoded and decoded, and what comes out is the caller's.
 *
 * @throws DiopterError as `openCodec`.
 */
export async function withCodec<Result>(
  run: string,
  work: (codec: Omit<Codec, 'release'>) => Promise<Result>,
): Promise<Result> {
  const codec = await openCodec(run);
  const chunked = (compute: Codec['encode']) => async (batch: HostTensor<'float32'>) =>
    (await inChunks(batch, async (chunk) => ({ made: await compute(chunk) }))).made;
  try {
    return await work({ ...codec, encode: chunked(codec.encode), decode: chunked(codec.decode) });
  } finally {
    await codec.release();
  }
}

/**
 * Whole numbers that an experiment can do something with.
 *
 * @throws DiopterError `invalid-option`.
 */
export function assertCount(name: string, value: number, minimum: number): void {
  if (Number.isSafeInteger(value) && value >= minimum) return;
  throw new DiopterError('invalid-option', {
    what: `${value} is not a whole number from ${minimum}`,
    where: `option ${name}`,
  });
}
