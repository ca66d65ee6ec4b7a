/** Cross-entropy and accuracy against the same numbers in double precision. */

import { normalValues, randomKey } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { classification } from './classification.js';

const [batch, classes] = [9, 4];
const labels = [0, 1, 2, 3, 3, 2, 1, 0, 2];

it.each([1, 30])(
  'is the mean of -log softmax, and the share of largest logits, for logits of deviation %d',
  (deviation) => {
    const { data } = normalValues(randomKey(deviation), [batch, classes], { standardDeviation: deviation });
    const rows = labels.map((_, i) => [...data.slice(i * classes, (i + 1) * classes)]);
    const surprises = rows.map((row, i) => {
      const largest = Math.max(...row);
      const sum = row.reduce((total, logit) => total + Math.exp(logit - largest), 0);
      return largest + Math.log(sum) - row[labels[i]!]!;
    });
    const hits = rows.filter((row, i) => row.indexOf(Math.max(...row)) === labels[i]);
    const { loss, accuracy } = classification(tf.tensor2d(rows), tf.tensor1d(labels, 'int32'));
    const expected = surprises.reduce((sum, surprise) => sum + surprise, 0) / batch;
    expect(Math.abs(loss.dataSync()[0]! / expected - 1)).toBeLessThan(1e-6);
    expect(accuracy.dataSync()[0]).toBeCloseTo(hits.length / batch, 6);
  },
);
