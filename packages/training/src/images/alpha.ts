/** Transparency: pictures with an opacity channel, made into pictures without. */

import { selectChannels } from './channels.js';
import { type Image, type StoredImage, whiteOf } from './image.js';

/** What to do about transparency, see `ReadImageOptions`. */
export type AlphaHandling = 'composite' | 'drop';

/** Takes the last channel, opacity, away. Where all is opaque, both ways keep the samples as they are. */
export function removeAlpha(image: StoredImage, handling: AlphaHandling, background: number): StoredImage {
  if (handling === 'composite' && !isOpaque(image)) return compositeOver(image, background);
  return selectChannels(image, [...Array(image.channels - 1).keys()]);
}

/** Whether the last channel, opacity, is 1 all over. */
function isOpaque({ channels, data }: StoredImage): boolean {
  const white = whiteOf(data);
  for (let i = channels - 1; i < data.length; i += channels) if (data[i] !== white) return false;
  return true;
}

/** `opacity * colour + (1 - opacity) * background` in floats, for colours not multiplied by opacity beforehand. */
function compositeOver({ width, height, channels, data }: StoredImage, background: number): Image {
  const colours = channels - 1;
  const white = whiteOf(data);
  const result = new Float32Array(width * height * colours);
  for (let i = 0, j = 0; i < result.length; i += colours, j += channels) {
    const opacity = data[j + colours]! / white;
    for (let c = 0; c < colours; c++) {
      result[i + c] = opacity * (data[j + c]! / white) + (1 - opacity) * background;
    }
  }
  return { width, height, channels: colours, data: result };
}
