/** Where the detail of a picture is: parts worth a closer look. */

import { crop, type Image, type Rectangle } from '../images/index.js';

/** Steps between the places that are tried, in pixels. */
const stride = 4;

/** The square of `side` pixels in which neighbouring pixels differ most: the largest sum of squared differences. */
export function mostDetailed(image: Image, side: number): Rectangle {
  let best: { readonly place: Rectangle; readonly detail: number } | undefined;
  for (let top = 0; top + side <= image.height; top += stride) {
    for (let left = 0; left + side <= image.width; left += stride) {
      const place = { left, top, width: side, height: side };
      const detail = squaredDifferences(crop(image, place));
      if (best === undefined || detail > best.detail) best = { place, detail };
    }
  }
  return best!.place;
}

function squaredDifferences({ width, height, channels, data }: Image): number {
  let sum = 0;
  for (let y = 1; y < height; y++) {
    for (let x = 1; x < width; x++) {
      for (let c = 0; c < channels; c++) {
        const at = (y * width + x) * channels + c;
        sum += (data[at]! - data[at - channels]!) ** 2 + (data[at]! - data[at - width * channels]!) ** 2;
      }
    }
  }
  return sum;
}
