/** Mirrors cancel rectifiers, and only the right ones do. */

import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { jit } from '../../jit/index.js';
import { type Key, normal, randomKey } from '../../random/index.js';
import {
  apply,
  conv2d,
  crelu,
  deltaOrthogonal,
  dense,
  gaussian,
  heNormal,
  type Initializer,
  init,
  type Layer,
  lecunNormal,
  looksLinear,
  type Mirror,
  orthogonal,
  relu,
  sequential,
} from '../index.js';
import { largestError } from '../testing/largest-error.js';

/** By initializer, what the mirrored weights are made of. */
const weights: Readonly<Record<string, Initializer>> = {
  orthogonal: orthogonal(),
  lecunNormal: lecunNormal(),
  heNormal: heNormal(),
  gaussian: gaussian(0.3),
};

const mirrors: readonly Mirror[] = ['inputs', 'outputs', 'both'];

const layerOf = (units: number, kernel: Initializer) => dense({ units, initializers: { kernel } });

describe('looksLinear', () => {
  it.each(mirrors.flatMap((mirror) => Object.keys(weights).map((name) => [mirror, name] as const)))(
    'mirrors %s of %s weights as blocks of the same W',
    (mirror, name) => {
      const network = sequential([null, 6], {
        layer: layerOf(8, looksLinear({ mirror, weights: weights[name]! })),
      });
      const { kernel } = init(network, randomKey(1)).parameters.layer;
      const [inputs, units] = [mirror === 'outputs' ? 6 : 3, mirror === 'inputs' ? 8 : 4];
      const part = (row: number, column: number) => [
        ...tf.slice(kernel, [row, column], [inputs, units]).dataSync(),
      ];
      const half = part(0, 0);
      const negative = half.map((value) => -value);
      if (mirror !== 'outputs') expect(part(3, 0)).toEqual(negative);
      if (mirror !== 'inputs') expect(part(0, 4)).toEqual(negative);
      if (mirror === 'both') expect(part(3, 4)).toEqual(half);
      expect(Math.hypot(...half)).toBeGreaterThan(0.1);
    },
  );

  it('draws W with the fans of half the channels', () => {
    const network = sequential([null, 512], {
      layer: layerOf(512, looksLinear({ mirror: 'both', weights: lecunNormal() })),
    });
    const variance = tf.moments(init(network, randomKey(1)).parameters.layer.kernel).variance.dataSync()[0]!;
    expect(variance * 256).toBeCloseTo(1, 1);
  });

  const chains: Readonly<Record<string, Readonly<Record<string, Layer>>>> = {
    'dense CReLU': {
      first: layerOf(4, orthogonal()),
      active: crelu(),
      last: layerOf(4, looksLinear({ mirror: 'inputs' })),
    },
    'dense mirrored ReLU': {
      first: layerOf(8, looksLinear({ mirror: 'outputs' })),
      active1: relu(),
      middle: layerOf(8, looksLinear({ mirror: 'both' })),
      active2: relu(),
      last: layerOf(4, looksLinear({ mirror: 'inputs' })),
    },
    'convolutional CReLU': {
      first: conv2d({ filters: 4, kernelSize: 3, initializers: { filter: deltaOrthogonal() } }),
      active: crelu(),
      last: conv2d({
        filters: 4,
        kernelSize: 3,
        initializers: { filter: looksLinear({ mirror: 'inputs', weights: deltaOrthogonal() }) },
      }),
    },
  };

  it.each(Object.keys(chains))('makes a %s network odd, and keeps the norm', (name) => {
    const layers = chains[name]!;
    const network = sequential(name.startsWith('dense') ? [null, 4] : [null, 3, 3, 4], layers);
    const x = normal(randomKey(2), name.startsWith('dense') ? [5, 4] : [5, 3, 3, 4]);
    const variables = init(network, randomKey(1));
    const y = apply(network, variables, x).y;
    expect(largestError(apply(network, variables, tf.neg(x)).y, tf.neg(y))).toBeLessThan(1e-6);
    expect(Math.hypot(...y.dataSync()) / Math.hypot(...x.dataSync())).toBeCloseTo(1, 5);
  });

  it('of Gaussian weights can be drawn inside a compiled function, with the same numbers', async () => {
    const network = sequential([null, 6], {
      layer: layerOf(8, looksLinear({ mirror: 'inputs', weights: lecunNormal() })),
    });
    const draw = (key: Key) => init(network, key).parameters.layer.kernel;
    const { data } = await jit(draw)(randomKey(3));
    expect([...data]).toEqual([...draw(randomKey(3)).dataSync()]);
  });
});
