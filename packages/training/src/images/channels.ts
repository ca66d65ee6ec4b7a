/** Conversions between grey and colour. */

import { type Image, type StoredImage, samplesLike, whiteOf } from './image.js';

/** The weights of red, green and blue in luma, ITU-R BT.601. */
export const lumaWeights = [0.299, 0.587, 0.114] as const;

/**
 * The image in grey (`1`, luma of BT.601 on the encoded samples) or in colour (`3`, grey repeated). An image that has
 * that many channels is returned as it is. Colour becomes grey in floats, so that nothing is rounded.
 */
export function withChannels(image: StoredImage, channels: 1 | 3): StoredImage {
  if (image.channels === channels) return image;
  return channels === 1 ? toGrey(image) : repeatChannel(image, channels);
}

function toGrey({ width, height, channels, data }: StoredImage): Image {
  const [red, green, blue] = lumaWeights;
  const white = whiteOf(data);
  const grey = new Float32Array(width * height);
  for (let i = 0, j = 0; i < grey.length; i++, j += channels) {
    grey[i] = (red * data[j]! + green * data[j + 1]! + blue * data[j + 2]!) / white;
  }
  return { width, height, channels: 1, data: grey };
}

function repeatChannel(image: StoredImage, channels: number): StoredImage {
  const data = samplesLike(image.data, image.data.length * channels);
  for (let i = 0; i < image.data.length; i++) data.fill(image.data[i]!, i * channels, (i + 1) * channels);
  return { ...image, channels, data };
}

/** An image of some of the channels: `selectChannels(image, [2, 1, 0])` turns red, green, blue into blue, green, red. */
export function selectChannels(image: StoredImage, selected: readonly number[]): StoredImage {
  const { width, height, channels } = image;
  const data = samplesLike(image.data, width * height * selected.length);
  for (let i = 0, j = 0; i < data.length; i += selected.length, j += channels) {
    for (let c = 0; c < selected.length; c++) data[i + c] = image.data[j + selected[c]!]!;
  }
  return { width, height, channels: selected.length, data };
}
