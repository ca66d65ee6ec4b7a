/** Deformations of a patch: what may change without making it another one. */

import { type Key, normalValues, uniformValues } from '@diopter/core-tensor/random';

/** A curve that saturation or brightness goes through: `factor * value ** power + offset`, clipped to [0, 1]. */
export interface ToneCurve {
  readonly power: number;
  readonly factor: number;
  readonly offset: number;
}

/** One deformation, as plain numbers. */
export interface Deformation {
  /** To the right and down, in sides of the patch. */
  readonly translation: readonly [x: number, y: number];
  /** How large a part of the picture becomes the patch: above 1 things become smaller. */
  readonly scale: number;
  /** In radians. */
  readonly angle: number;
  /** Factors of the principal components of colour, the largest component first. */
  readonly components: readonly [number, number, number];
  /** Added to the hue, in turns. */
  readonly hue: number;
  readonly saturation: ToneCurve;
  readonly value: ToneCurve;
}

/** How far deformations go, as in the authors' code; their paper has 0.2 for the translation. */
export const deformationRanges = {
  translation: 0.25,
  /** Drawn uniformly between 1 over it and it. */
  scale: Math.SQRT2,
  angle: (20 * Math.PI) / 180,
  /** Deviations of the binary logarithms. */
  components: [1, 1, 0.5],
  hue: 0.1,
  /** Binary logarithms of powers and factors, and what is added. */
  tone: { power: 2, factor: 0.5, offset: 0.1 },
} as const;

/**
 * Draws a deformation: the same for the same key.
 *
 * @param colour how far colours go: 1 as in the authors' code; a share of all exponents and offsets, 0 for none.
 */
export function drawDeformation(key: Key, { colour = 1 } = {}): Deformation {
  const uniform = uniformValues(key, [11], { minimum: -1, maximum: 1 }).data;
  const normal = normalValues(key, [3]).data;
  const { translation, scale, angle, components, hue, tone } = deformationRanges;
  const between = (low: number, high: number, draw: number) => low + ((high - low) * (draw + 1)) / 2;
  const curve = (first: number): ToneCurve => ({
    power: 2 ** (colour * tone.power * uniform[first]!),
    factor: 2 ** (colour * tone.factor * uniform[first + 1]!),
    offset: colour * tone.offset * uniform[first + 2]!,
  });
  const component = (i: 0 | 1 | 2) => 2 ** (colour * components[i] * normal[i]!);
  return {
    translation: [translation * uniform[0]!, translation * uniform[1]!],
    scale: between(1 / scale, scale, uniform[2]!),
    angle: angle * uniform[3]!,
    components: [component(0), component(1), component(2)],
    hue: colour * hue * uniform[4]!,
    saturation: curve(5),
    value: curve(8),
  };
}

/** The deformation that leaves a patch as it is. */
export const noDeformation: Deformation = {
  translation: [0, 0],
  scale: 1,
  angle: 0,
  components: [1, 1, 1],
  hue: 0,
  saturation: { power: 1, factor: 1, offset: 0 },
  value: { power: 1, factor: 1, offset: 0 },
};
