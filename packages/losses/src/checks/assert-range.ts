/** Notices images on another scale than the one expected: 0 to 255 where 0 to 1 is meant. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { isRecording, offTape } from '@diopter/core-tensor/ops';
import { type HostTensor, isHostTensor } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';

/** How far outside its range an image may be, in units of the range: room for interpolation that overshoots. */
const tolerance = 0.25;

/**
 * Throws if images that should be in `[0, dataRange]` are not: by more than a quarter of the range (a choice of ours).
 * So 0 to 255 is refused where 0 to 1 is expected, and so is -1 to 1.
 *
 * What a network put out may overshoot, before training even widely. With `lenient` images are judged by their mean
 * alone, which must be within one range of `[0, dataRange]`.
 *
 * Costs one pass over the values, and on a GPU a wait for two numbers. Inside a compiled function values are unknown
 * while it is being recorded, and nothing is checked: compare one batch eagerly first.
 *
 * @param images in host memory or of TensorFlow.js, of any shape.
 * @param dataRange the largest value a pixel should have; `Infinity` checks nothing.
 * @param where for the error: the function and its argument.
 * @throws DiopterError `invalid-argument` with the values seen.
 *
 * @example
 * assertRange(images, 1, 'my loss, argument images');
 */
export function assertRange(
  images: tf.Tensor | HostTensor,
  dataRange: number,
  where: string,
  { lenient = false }: { readonly lenient?: boolean } = {},
): void {
  if (dataRange === Number.POSITIVE_INFINITY || isRecording()) return;
  const { low, high } = lenient ? meanOf(images) : extremesOf(images);
  const margin = dataRange * (lenient ? 1 : tolerance);
  if (!(low < -margin || high > dataRange + margin)) return; // NaN passes: it says nothing about the scale
  const values = lenient ? `the mean is ${shown(low)}` : `the values go from ${shown(low)} to ${shown(high)}`;
  throw new DiopterError('invalid-argument', {
    what: `${values}, for images in [0, ${dataRange}]`,
    where,
    help: 'scale the images, or say what they are with the option dataRange',
  });
}

interface Extent {
  readonly low: number;
  readonly high: number;
}

function extremesOf(images: tf.Tensor | HostTensor): Extent {
  const [low = 0, high = 0] = read(images, (x) => [tf.min(x), tf.max(x)]);
  return { low, high };
}

function meanOf(images: tf.Tensor | HostTensor): Extent {
  const [mean = 0] = read(images, (x) => [tf.mean(x)]);
  return { low: mean, high: mean };
}

/** Numbers computed where the images are, so that only they are fetched. */
function read(images: tf.Tensor | HostTensor, compute: (x: tf.Tensor) => tf.Tensor[]): number[] {
  return tf.tidy(() => {
    const x = isHostTensor(images) ? tf.tensor(images.data, [...images.shape], 'float32') : images;
    return [...offTape(() => tf.stack(compute(x))).dataSync()];
  });
}

function shown(value: number): string {
  return Number.parseFloat(value.toPrecision(3)).toString();
}
