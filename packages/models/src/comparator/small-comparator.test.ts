/** Size and start of the small comparator. */

import { apply, init, summary } from '@diopter/core-tensor/graph';
import { randomKey, uniform } from '@diopter/core-tensor/random';
import { describe, expect, it } from 'vitest';
import { parametersOf } from '../testing/index.js';
import { smallComparator } from './index.js';

describe('smallComparator', () => {
  it('makes features of a sixteenth of the pixels, the same for the same key', () => {
    const network = smallComparator();
    const x = uniform(randomKey(3), [1, 16, 24, 3]);
    const [first, second, other] = [1, 1, 2].map(
      (seed) => apply(network, init(network, randomKey(seed)), x).y,
    );
    expect(first!.shape).toEqual([1, 4, 6, 64]);
    expect(first!.dataSync()).toEqual(second!.dataSync());
    expect(first!.dataSync()).not.toEqual(other!.dataSync());
    expect(summary(network, [1, 64, 64, 3]).parameters).toBe(
      parametersOf([
        [3, 3, 16],
        [3, 16, 32],
        [3, 32, 64],
      ]),
    );
  });
});
