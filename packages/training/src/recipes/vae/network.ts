/** The network of a run. */

import { type VariationalAutoencoder, variationalAutoencoder } from '@diopter/models';
import type { VaeOptions } from './description.js';

/** What images are encoded and made. */
export interface PictureShape {
  /** Height and width in pixels. */
  readonly size: number;
  /** 3 for colour, 1 for grey. */
  readonly channels: 1 | 3;
}

/** As the options have it, for these images. */
export function vaeNetwork(
  { code, codeLength }: Pick<VaeOptions, 'code' | 'codeLength'>,
  { size, channels }: PictureShape,
): VariationalAutoencoder {
  return variationalAutoencoder({
    imageSize: size,
    inputChannels: channels,
    ...(code === 'map' ? { codeChannels: codeLength } : { codeLength }),
  });
}
