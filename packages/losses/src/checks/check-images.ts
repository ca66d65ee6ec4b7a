/** The check every loss and metric of images begins with. */

import type * as tf from '@tensorflow/tfjs';
import { assertRange } from './assert-range.js';
import { assertSameShape } from './assert-same-shape.js';

/** The range of the images. */
export interface RangeOptions {
  /**
   * The largest value a pixel can have, the smallest being 0: 1 for images in [0, 1], 255 for those in bytes. Images that
   * are plainly in another range are refused where their values can be read (see `assertRange`).
   */
  readonly dataRange?: number;
}

/** Images and what they should be: of one shape, in one range. The images may be a network's, which overshoots. */
export function checkImages(x: tf.Tensor, target: tf.Tensor, dataRange: number, where: string): void {
  assertSameShape(x, target, where);
  assertRange(target, dataRange, `${where}, argument target`);
  assertRange(x, dataRange, `${where}, argument x`, { lenient: true });
}
