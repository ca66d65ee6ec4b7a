/** The generators of DeePSiM that invert CaffeNet. */

import {
  type Graph,
  type Layer,
  leakyRelu,
  scale,
  sequential,
  summary,
  tanh,
} from '@diopter/core-tensor/graph';
import { type AlexNetLayer, alexNetFeatures } from '../alexnet/index.js';
import { usualSlope } from '../layers/index.js';
import { centre, unitPixels } from './pixels.js';
import type { Step } from './steps.js';
import { generators } from './table.js';

/** Options of {@link inversionGenerator}. */
export interface InversionGeneratorOptions {
  /** Height and width of the centre that is kept: 227 for CaffeNet's images. Everything is kept without it. */
  readonly crop?: number;
  /**
   * What pixels are: `'caffe'` is blue, green, red, 0 to 255, minus the mean (104, 117, 123), as the authors have them;
   * `'unit'` is red, green, blue in [0, 1] (not clipped).
   */
  readonly pixels?: 'caffe' | 'unit';
}

/**
 * The generator that turns CaffeNet's features of one layer ({@link alexNetFeatures}) back into a picture: `[batch, ...shape]` to
 * `[batch, 256, 256, 3]`, 240x240 for `norm1` and `norm2`. Training compares the centre with the image of 227x227.
 *
 * Layers, names, biases (in dense layers and in the convolutions that read features only) and the range (`255 tanh(x)` for all
 * but pool5 and the dense layers) are those of the released generators of Dosovitskiy and Brox (arXiv 1602.02644); leaky
 * ReLUs of slope 0.3. Initial weights follow the authors' code: He-normal, in the generators of pool5 and the dense layers times 1.8
 * in up-convolutions and 0.9 in the layers between, with Caffe's fan-in of deconvolutions. Of pool5's, whose file states no start, that is our
 * guess, after the one of fc6. They start with a checkerboard that training has to remove; for small experiments
 * {@link compactInversionGenerator} does not.
 *
 * @throws DiopterError `invalid-argument` for a crop that is larger than the picture.
 *
 * @example
 * const generator = inversionGenerator('pool5', { crop: 227, pixels: 'unit' });
 * const pictures = apply(generator, variables, features).y; // [batch, 227, 227, 3]
 */
export function inversionGenerator(
  layer: AlexNetLayer,
  { crop, pixels = 'caffe' }: InversionGeneratorOptions = {},
): Graph {
  const { steps, bounded } = generators[layer];
  const input = [null, ...alexNetFeatures[layer].shape];
  const whole: Readonly<Record<string, Layer>> = {
    ...withActivations(steps),
    ...(bounded && { tanh: tanh(), generated: scale({ multiplier: 255 }) }),
  };
  const layers: Readonly<Record<string, Layer>> = {
    ...whole,
    ...(crop !== undefined && { cropped: centre(crop, heightOf(sequential(input, whole))) }),
    ...(pixels === 'unit' && unitPixels()),
  };
  return sequential(input, layers);
}

/** Layers by name, with an activation after those that have one: `Rconv6` `Rrelu6`, `deconv5` `relu_deconv5`. */
function withActivations(steps: readonly Step[]): Readonly<Record<string, Layer>> {
  const active = leakyRelu({ slope: usualSlope });
  return Object.fromEntries(
    steps.flatMap(({ name, layer, active: isActive }) => [
      [name, layer],
      ...(isActive ? [[activationName(name), active] as const] : []),
    ]),
  );
}

function activationName(name: string): string {
  return name.startsWith('Rconv') ? name.replace('Rconv', 'Rrelu') : `relu_${name}`;
}

function heightOf(graph: Graph): number {
  return summary(graph).rows.at(-1)!.shape[1]!;
}
