/** Patches out of a picture, deformed. */

import { type Image, type StoredImage, whiteOf } from '../../images/image.js';
import type { ColourAxes } from './colours.js';
import { type Deformation, deformationRanges, type ToneCurve } from './deformation.js';

/** The side of a patch, in pixels. */
export const patchSide = 32;

/**
 * The side of the square around a patch that no deformation leaves: the corner of a patch that is enlarged, turned and moved
 * as far as can be, and one pixel more to interpolate with.
 */
export const surroundingsSide = (() => {
  const { scale, angle, translation } = deformationRanges;
  const corner = (patchSide / 2) * scale * (Math.cos(angle) + Math.sin(angle));
  return 2 * Math.ceil(corner + translation * patchSide + 1);
})();

/**
 * The patch in the middle of `surroundings`, deformed: moved, scaled and turned with bilinear interpolation, so that it shows
 * what is really around it; then colours along their principal components around their mean (of the mean the authors say
 * nothing: ours); then hue, saturation and value.
 *
 * @param surroundings RGB, {@link surroundingsSide} square.
 * @param axes of RGB in [0, 1].
 * @returns a patch of {@link patchSide} square in [0, 1].
 */
export function deform(surroundings: StoredImage, deformation: Deformation, axes: ColourAxes): Image {
  const patch = resample(surroundings, deformation);
  recolour(patch, deformation, axes);
  return { width: patchSide, height: patchSide, channels: 3, data: patch };
}

function resample(
  { width, height, data }: StoredImage,
  { translation: [moveX, moveY], scale, angle }: Deformation,
): Float32Array {
  const patch = new Float32Array(patchSide * patchSide * 3);
  const white = whiteOf(data);
  const middle = (patchSide - 1) / 2;
  const [cosine, sine] = [scale * Math.cos(angle), scale * Math.sin(angle)];
  const centreX = (width - 1) / 2 + moveX * patchSide;
  const centreY = (height - 1) / 2 + moveY * patchSide;
  for (let y = 0, to = 0; y < patchSide; y++) {
    for (let x = 0; x < patchSide; x++, to += 3) {
      const sourceX = centreX + cosine * (x - middle) - sine * (y - middle);
      const sourceY = centreY + sine * (x - middle) + cosine * (y - middle);
      const [left, top] = [Math.floor(sourceX), Math.floor(sourceY)];
      const [right, below] = [sourceX - left, sourceY - top];
      const from = (top * width + left) * 3;
      const next = from + width * 3;
      for (let channel = 0; channel < 3; channel++) {
        const upper = data[from + channel]! * (1 - right) + data[from + channel + 3]! * right;
        const lower = data[next + channel]! * (1 - right) + data[next + channel + 3]! * right;
        patch[to + channel] = (upper * (1 - below) + lower * below) / white;
      }
    }
  }
  return patch;
}

function recolour(
  patch: Float32Array,
  { components, hue, saturation, value }: Deformation,
  axes: ColourAxes,
): void {
  const mixing = colourMatrix(components, axes);
  const { mean } = axes;
  const [saturations, values] = [tabulate(saturation), tabulate(value)];
  for (let i = 0; i < patch.length; i += 3) {
    const r = patch[i]! - mean[0]!;
    const g = patch[i + 1]! - mean[1]!;
    const b = patch[i + 2]! - mean[2]!;
    const red = clipped(mean[0]! + mixing[0]! * r + mixing[1]! * g + mixing[2]! * b);
    const green = clipped(mean[1]! + mixing[3]! * r + mixing[4]! * g + mixing[5]! * b);
    const blue = clipped(mean[2]! + mixing[6]! * r + mixing[7]! * g + mixing[8]! * b);
    const largest = Math.max(red, green, blue);
    const spread = largest - Math.min(red, green, blue);
    const newValue = lookUp(values, largest);
    const newSpread = newValue * lookUp(saturations, largest > 0 ? spread / largest : 0);
    const turned = 6 * (hue + 1) + (spread > 0 ? hueSector(red, green, blue, largest, spread) : 0);
    patch[i] = newValue - newSpread * absence(5 + turned);
    patch[i + 1] = newValue - newSpread * absence(3 + turned);
    patch[i + 2] = newValue - newSpread * absence(1 + turned);
  }
}

/** The matrix that multiplies each principal component by its factor, row by row. */
function colourMatrix(factors: readonly number[], { directions }: ColourAxes): number[] {
  return [0, 1, 2].flatMap((a) =>
    [0, 1, 2].map((b) =>
      directions.reduce((sum, direction, i) => sum + factors[i]! * direction[a]! * direction[b]!, 0),
    ),
  );
}

/** Where the hue is among the six sectors of the wheel, from -1 (towards magenta) to 5. */
function hueSector(red: number, green: number, blue: number, largest: number, spread: number): number {
  if (largest === red) return (green - blue) / spread;
  return largest === green ? 2 + (blue - red) / spread : 4 + (red - green) / spread;
}

/** How far a channel stays below the value, from 0 to 1: the triangular waves of HSV, 5, 3 and 1 sectors ahead for R, G and B. */
function absence(sector: number): number {
  const k = sector % 6;
  return Math.max(0, Math.min(k, 4 - k, 1));
}

/** Steps of a table of a curve: looking up is four times faster than a power for each pixel. */
const tableSteps = 255;

/** The curve at so many places and, for the last interval, one more. */
function tabulate({ power, factor, offset }: ToneCurve): Float32Array {
  const at = (i: number) => clipped(factor * (i / tableSteps) ** power + offset);
  return Float32Array.from({ length: tableSteps + 2 }, (_, i) => at(Math.min(i, tableSteps)));
}

function lookUp(table: Float32Array, value: number): number {
  const place = value * tableSteps;
  const i = Math.floor(place);
  return table[i]! + (place - i) * (table[i + 1]! - table[i]!);
}

function clipped(value: number): number {
  return Math.min(Math.max(value, 0), 1);
}
