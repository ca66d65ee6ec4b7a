/** Orthogonal and delta-orthogonal weights: orthonormal, norm preserving where they say so, and refused where they cannot be. */

import type * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { jit, record } from '../../jit/index.js';
import { type Key, normal, randomKey } from '../../random/index.js';
import {
  apply,
  conv2d,
  conv2dTranspose,
  deltaOrthogonal,
  dense,
  type Initializer,
  init,
  looksLinear,
  orthogonal,
  sequential,
} from '../index.js';

const kernel = (initializer: Initializer, [inputs, units]: readonly [number, number], seed = 1) =>
  init(
    sequential([null, inputs], { layer: dense({ units, initializers: { kernel: initializer } }) }),
    randomKey(seed),
  ).parameters.layer.kernel;

/** The largest element of `m mᵀ - square` or, for tall matrices, of `mᵀ m - square`, summed in double precision. */
function departure(matrix: tf.Tensor2D, square = 1): number {
  const [rows, columns] = matrix.shape;
  const vectors = (rows <= columns ? matrix : matrix.transpose()).arraySync() as number[][];
  const products = vectors.flatMap((a, i) =>
    vectors.map((b, j) => a.reduce((sum, value, k) => sum + value * b[k]!, i === j ? -square : 0)),
  );
  return Math.max(...products.map(Math.abs));
}

const norm = (x: tf.Tensor) => Math.hypot(...x.dataSync());

describe('orthogonal', () => {
  it.each([
    [8, 8],
    [5, 12],
    [12, 5],
    [1, 1],
  ] as const)('kernels of %d inputs and %d units are orthonormal to single precision', (...sizes) => {
    expect(departure(kernel(orthogonal(), sizes) as tf.Tensor2D)).toBeLessThan(3e-7);
    expect(departure(kernel(orthogonal({ gain: 3 }), sizes) as tf.Tensor2D, 9)).toBeLessThan(3e-6);
  });

  it('filters are orthonormal when flattened to [height * width * inputs, outputs]', () => {
    const network = sequential([null, 4, 4, 2], {
      conv: conv2d({ filters: 5, kernelSize: 3, initializers: { filter: orthogonal() } }),
    });
    const { filter } = init(network, randomKey(1)).parameters.conv;
    expect(departure(filter.reshape([18, 5]))).toBeLessThan(3e-7);
  });

  it('gives the numbers of its key, which are others for another', () => {
    const values = (seed: number) => [...kernel(orthogonal(), [4, 4], seed).dataSync()];
    expect(values(1)).toEqual(values(1));
    expect(values(1)).not.toEqual(values(2));
  });

  it('of 1024 x 1024 is drawn whole', () => {
    const matrix = kernel(orthogonal(), [1024, 1024]) as tf.Tensor2D;
    const column = matrix.slice([0, 17], [1024, 1]);
    expect(norm(column)).toBeCloseTo(1, 5);
    expect(norm(matrix.slice([1000, 0], [1, 1024]))).toBeCloseTo(1, 5);
  });
});

describe('deltaOrthogonal', () => {
  const filterOf = (channels: number, filters: number, kernelSize: number) =>
    init(
      sequential([null, 6, 6, channels], {
        conv: conv2d({ filters, kernelSize, initializers: { filter: deltaOrthogonal() } }),
      }),
      randomKey(1),
    ).parameters.conv.filter as tf.Tensor4D;

  it.each([
    [4, 4, 3],
    [3, 8, 5],
    [2, 2, 1],
  ])(
    'has, for %d and %d channels, orthonormal rows in the middle of %d places and nothing around',
    (channels, filters, size) => {
      const filter = filterOf(channels, filters, size);
      const middle = (size - 1) / 2;
      const centre = filter.slice([middle, middle, 0, 0], [1, 1, channels, filters]);
      expect(departure(centre.reshape([channels, filters]))).toBeLessThan(3e-7);
      expect(norm(filter)).toBeCloseTo(norm(centre), 6);
      expect(norm(filter)).toBeCloseTo(Math.sqrt(channels), 5);
    },
  );

  const hundredLayers = (filter: Initializer) => {
    const layer = conv2d({ filters: 6, kernelSize: 3, initializers: { filter } });
    const network = sequential(
      [null, 5, 5, 6],
      Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`conv${i}`, layer])),
    );
    const x = normal(randomKey(2), [1, 5, 5, 6]);
    return norm(apply(network, init(network, randomKey(3)), x).y) / norm(x);
  };

  it('keeps the norm through 100 convolutions, which a flattened orthogonal filter does not', () => {
    expect(Math.abs(hundredLayers(deltaOrthogonal()) - 1)).toBeLessThan(1e-5);
    expect(hundredLayers(orthogonal())).toBeLessThan(0.5);
  });

  it('keeps the norm through a transposed convolution', () => {
    const network = sequential([null, 5, 5, 3], {
      up: conv2dTranspose({ filters: 4, kernelSize: 3, initializers: { filter: deltaOrthogonal() } }),
    });
    const x = normal(randomKey(2), [1, 5, 5, 3]);
    expect(norm(apply(network, init(network, randomKey(3)), x).y) / norm(x)).toBeCloseTo(1, 5);
  });
});

describe('refused, with the name of the node:', () => {
  const conv = (options: { filters: number; kernelSize: number; groups?: number }, filter: Initializer) =>
    sequential([null, 6, 6, 4], { conv: conv2d({ ...options, initializers: { filter } }) });
  const bias = (initializer: Initializer) =>
    sequential([null, 6], { layer: dense({ units: 4, initializers: { bias: initializer } }) });

  it.each([
    [
      'an even kernel',
      conv({ filters: 4, kernelSize: 4 }, deltaOrthogonal()),
      'shape-mismatch',
      'needs a centre',
    ],
    [
      'fewer outputs than inputs',
      conv({ filters: 3, kernelSize: 3 }, deltaOrthogonal()),
      'shape-mismatch',
      'cannot hold',
    ],
    ['groups', conv({ filters: 4, kernelSize: 3, groups: 2 }, orthogonal()), 'invalid-argument', 'in groups'],
    ['a bias', bias(orthogonal()), 'invalid-argument', 'not for the shape [4]'],
    [
      'a mirrored bias',
      bias(looksLinear({ mirror: 'outputs' })),
      'invalid-argument',
      'not for the shape [4]',
    ],
    [
      'an odd half',
      conv({ filters: 3, kernelSize: 3 }, looksLinear({ mirror: 'both' })),
      'shape-mismatch',
      'two halves',
    ],
  ])('%s', (_, network, code, what) => {
    expect(() => init(network, randomKey(1))).toThrow(expect.objectContaining({ code }));
    expect(() => init(network, randomKey(1))).toThrow(what);
    expect(() => init(network, randomKey(1))).toThrow(/node (conv|layer) \((filter|bias)\)/);
  });

  it('drawing inside a compiled function, by its own key or another', async () => {
    const network = sequential([null, 4], {
      layer: dense({ units: 4, initializers: { kernel: orthogonal() } }),
    });
    const draw = (key: Key) => init(network, key).parameters.layer.kernel;
    await expect(jit(draw)(randomKey(1))).rejects.toThrow(expect.objectContaining({ code: 'value-unknown' }));
    expect(() => record(() => draw(randomKey(1)), [])).toThrow(
      expect.objectContaining({ code: 'frozen-randomness' }),
    );
  });
});
