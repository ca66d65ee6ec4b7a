/** Which class each sample is drawn from. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { type Key, uniform } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';

/** What is known of the classes of samples: see `SamplePriorOptions`. */
export type Labels = tf.Tensor | number | undefined;

/**
 * One-hot rows, `[count, classes]`: of the label where there is one, drawn by the weights elsewhere. Without rounding, so
 * that all engines choose alike.
 */
export function chooseClasses(
  weights: readonly number[],
  labels: Labels,
  count: number,
  key: Key,
): tf.Tensor2D {
  const classes = weights.length;
  if (typeof labels === 'number') return tf.broadcastTo(oneRow(labels, classes), [count, classes]);
  if (labels === undefined) return drawn(weights, count, key);
  checkLabels(labels, count, classes);
  const known = tf.slice(labels, [0, 0], [count, classes]) as tf.Tensor2D;
  const isUnknown = tf.sub(1, tf.sum(known, 1, true));
  return tf.add(known, tf.mul(drawn(weights, count, key), isUnknown));
}

/** A uniform number falls between the sums of the weights before and after its class. */
function drawn(weights: readonly number[], count: number, key: Key): tf.Tensor2D {
  if (weights.length === 1) return tf.ones([count, 1]);
  let sum = 0;
  const sums = weights.map((weight) => {
    sum += weight;
    return sum;
  });
  const places = uniform(key, [count, 1]);
  const isBelow = (limits: readonly number[]) =>
    tf.cast(tf.less(places, tf.tensor2d([[...limits]])), 'float32');
  // Numbers from the last sum to 1, if the weights add up to less, belong to the last class.
  return tf.sub(isBelow([...sums.slice(0, -1), 1]), isBelow([0, ...sums.slice(0, -1)]));
}

function oneRow(label: number, classes: number): tf.Tensor2D {
  if (Number.isInteger(label) && label >= 0 && label < classes) {
    return tf.tensor2d([Array.from({ length: classes }, (_, i) => (i === label ? 1 : 0))]);
  }
  throw new DiopterError('invalid-argument', {
    what: `${label} is not one of the ${classes} classes`,
    where: 'samplePrior, option labels',
    help: 'classes are counted from 0',
  });
}

function checkLabels({ shape }: tf.Tensor, count: number, classes: number): void {
  const [rows, columns = 0] = shape;
  if (shape.length === 2 && rows === count && [classes, classes + 1].includes(columns)) return;
  throw new DiopterError('shape-mismatch', {
    what: `labels [${shape.join(', ')}] for ${count} samples of ${classes} classes`,
    where: 'samplePrior, option labels',
    help: `pass one-hot rows, [${count}, ${classes}], or [${count}, ${classes + 1}] with "unlabelled" last`,
  });
}
