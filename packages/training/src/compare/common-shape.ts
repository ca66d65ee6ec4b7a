/** The size and channels of pictures that every one of some codecs takes. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { CodecDescription, CodecSize } from '../codec/index.js';

/** Pixels of a side, unless the codecs have it otherwise. */
const usualSide = 64;

/** The shape of compared pictures: squares. */
export interface PictureShape {
  readonly size: number;
  readonly channels: 1 | 3;
}

/**
 * The one size that codecs are fixed to, or the multiple of all their sizes that is nearest to 64 from above.
 *
 * @throws DiopterError `invalid-option` if there is none, or some are for grey and others for colour.
 */
export function commonShape(
  codecs: readonly {
    readonly name: string;
    readonly description: Pick<CodecDescription, 'channels' | 'size'>;
  }[],
): PictureShape {
  const channels = [...new Set(codecs.map(({ description }) => description.channels))];
  const sizes = codecs.map(({ description }) => description.size);
  const fixed = new Set(sizes.flatMap((size) => ('fixed' in size ? [size.fixed] : [])));
  const step = sizes.reduce(
    (common, size) => ('multiple' in size ? leastMultiple(common, size.multiple) : common),
    1,
  );
  const [size = step * Math.ceil(usualSide / step)] = fixed;
  if (channels.length === 1 && fixed.size <= 1 && size % step === 0) return { size, channels: channels[0]! };
  const each = codecs.map(
    ({ name, description }) => `${name}: ${sizeText(description.size)}, ${description.channels} channels`,
  );
  throw new DiopterError('invalid-option', {
    what: `there are no pictures that all models take (${each.join('; ')})`,
    where: 'compare',
    help: 'compare models for pictures of one size and kind',
  });
}

function sizeText(size: CodecSize): string {
  return 'fixed' in size ? `${size.fixed} pixels` : `multiples of ${size.multiple} pixels`;
}

function leastMultiple(a: number, b: number): number {
  return (a * b) / greatestDivisor(a, b);
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
