/** Resampling to another size, with a low-pass filter when an image becomes smaller. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { type Image, type StoredImage, whiteOf } from './image.js';
import { type Kernel, kernels } from './kernels.js';

/** How {@link resize} interpolates. */
export interface ResizeOptions {
  readonly kernel?: Kernel;
}

/**
 * The image at another size, in floats. Pixel centres are at half integers; a kernel is stretched by the factor of
 * reduction, as in Pillow, so that fine patterns are averaged instead of aliased. Our own code because sharp
 * rounds to integers on the way. The result is clipped to [0, 1], which `bicubic` and `lanczos` can leave.
 *
 * @throws DiopterError `invalid-argument` for sizes that are not positive integers.
 */
export function resize(
  image: StoredImage,
  { width, height }: { readonly width: number; readonly height: number },
  { kernel = 'bicubic' }: ResizeOptions = {},
): Image {
  for (const [name, size] of Object.entries({ width, height })) {
    if (Number.isInteger(size) && size > 0) continue;
    throw new DiopterError('invalid-argument', {
      what: `${size} is not a positive integer`,
      where: `resize, ${name}`,
    });
  }
  const { channels } = image;
  const white = whiteOf(image.data);
  const columns = contributions(image.width, width, kernel);
  const rows = contributions(image.height, height, kernel);
  const wide = alongRows(image, columns);
  const data = alongColumns(wide, width * channels, rows);
  for (let i = 0; i < data.length; i++) data[i] = Math.min(Math.max(data[i]! / white, 0), 1);
  return { width, height, channels, data };
}

/** The image with its aspect ratio kept and its shorter side so many pixels long; see {@link resize}. */
export function resizeShorterSide(image: StoredImage, side: number, options: ResizeOptions = {}): Image {
  const factor = side / Math.min(image.width, image.height);
  const size = { width: Math.round(image.width * factor), height: Math.round(image.height * factor) };
  return resize(image, size, options);
}

/** What one output position is made of: `weights[i]` times input position `first + i`. */
interface Contribution {
  readonly first: number;
  readonly weights: Float64Array;
}

function contributions(from: number, to: number, name: Kernel): Contribution[] {
  const { radius, weight } = kernels[name];
  const ratio = from / to;
  const stretch = Math.max(ratio, 1);
  return Array.from({ length: to }, (_, position) => {
    const centre = (position + 0.5) * ratio;
    const first = Math.max(Math.round(centre - radius * stretch), 0);
    const end = Math.min(Math.round(centre + radius * stretch), from);
    const weights = Float64Array.from({ length: Math.max(end - first, 1) }, (_, i) =>
      weight((first + i + 0.5 - centre) / stretch),
    );
    const sum = weights.reduce((total, value) => total + value, 0);
    return { first, weights: weights.map((value) => value / sum) };
  });
}

/** Every row resampled; the result has `image.height` rows. */
function alongRows(
  { width, height, channels, data }: StoredImage,
  columns: readonly Contribution[],
): Float32Array {
  const result = new Float32Array(columns.length * height * channels);
  let target = 0;
  for (let y = 0; y < height; y++) {
    for (const { first, weights } of columns) {
      for (let c = 0; c < channels; c++) {
        let source = (y * width + first) * channels + c;
        let sum = 0;
        for (let i = 0; i < weights.length; i++, source += channels) sum += weights[i]! * data[source]!;
        result[target++] = sum;
      }
    }
  }
  return result;
}

/** Weighted sums of whole rows of `stride` samples. */
function alongColumns(data: Float32Array, stride: number, rows: readonly Contribution[]): Float32Array {
  const result = new Float32Array(rows.length * stride);
  const sums = new Float64Array(stride);
  rows.forEach(({ first, weights }, y) => {
    sums.fill(0);
    for (let i = 0; i < weights.length; i++) {
      const source = (first + i) * stride;
      for (let x = 0; x < stride; x++) sums[x]! += weights[i]! * data[source + x]!;
    }
    result.set(sums, y * stride);
  });
  return result;
}
