/** Compiled functions compute what eager ones and the reference do, whatever goes in and comes out. */

import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluate, toReference } from '../../reference/index.js';
import { flatten, type HostTensor } from '../../tree/index.js';
import { record } from '../record/record.js';
import { largestDifference, toHost, toTensors } from '../testing/host-tensors.js';
import { jit } from './jit.js';

beforeAll(() => tf.setBackend('cpu'));

const float = (shape: number[], ...data: number[]): HostTensor => ({
  shape,
  dtype: 'float32',
  data: Float32Array.from(data),
});
const sequence = (shape: number[]) =>
  float(shape, ...Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(3 * i)));

type Tree = Readonly<Record<string, tf.Tensor>>;

const functions: readonly (readonly [string, unknown[], (...args: never[]) => unknown])[] = [
  [
    'a regression with its gradients',
    [{ w: sequence([3, 2]), b: sequence([2]) }, sequence([4, 3]), 0.1],
    ({ w, b }: Tree, x: tf.Tensor, rate: tf.Scalar) => {
      const loss = (w: tf.Tensor, b: tf.Tensor) =>
        tf
          .matMul(x as tf.Tensor2D, w as tf.Tensor2D)
          .add(b)
          .softplus()
          .square()
          .mean() as tf.Scalar;
      const { value, grads } = tf.valueAndGrads(loss)([w!, b!]);
      return { value, w: w!.sub(grads[0]!.mul(rate)), b: b!.sub(grads[1]!.mul(rate)) };
    },
  ],
  [
    'a convolution, a pool and a softmax with their gradients',
    [sequence([2, 4, 4, 2]), sequence([3, 3, 2, 3])],
    (x: tf.Tensor4D, filter: tf.Tensor4D) =>
      tf.grads((x, filter) =>
        tf
          .softmax(
            tf
              .maxPool(
                tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same').tanh() as tf.Tensor4D,
                2,
                2,
                'valid',
              )
              .reshape([2, 12]),
          )
          .square()
          .sum(),
      )([x, filter]),
  ],
  [
    'a second derivative',
    [sequence([5])],
    (x: tf.Tensor) =>
      tf.grad((x) =>
        tf
          .grad((x) => x.sin().mul(x).sum())(x)
          .square()
          .sum(),
      )(x),
  ],
  ['tensors of rank 0', [0.5], (x: tf.Scalar) => [x, x.mul(2), tf.onesLike(x)]],
  [
    'tensors of rank 5',
    [sequence([2, 3, 1, 2, 2])],
    (x: tf.Tensor5D) => [x.transpose([4, 0, 2, 1, 3]).add(x.sum([1, 3]).sum()), x.sum([1, 3], true).mul(x)],
  ],
  [
    'tensors of rank 6',
    [sequence([2, 3, 1, 2, 2, 2])],
    (x: tf.Tensor<tf.Rank.R6>) => [
      x.transpose([5, 4, 0, 2, 1, 3]),
      x.reshape([6, 8]).sum(0),
      x.max([0, 5], true).sub(x),
    ],
  ],
  [
    'tensors without elements',
    [float([0, 3]), sequence([2, 3])],
    (x: tf.Tensor2D, y: tf.Tensor2D) => [
      x.add(1).exp(),
      x.sum(),
      tf.concat([x, y, x], 0),
      x.matMul(y.transpose()),
      y.slice([2, 0], [0, 3]),
      x.reshape([3, 0]),
    ],
  ],
  [
    'whole numbers',
    [{ shape: [3], dtype: 'int32', data: Int32Array.of(7, -7, 3) }],
    (x: tf.Tensor1D) => [x.add(x), x.floorDiv(tf.scalar(2, 'int32')), x.cast('float32').mul(0.5), x.max(), x],
  ],
  [
    'truth values',
    [{ shape: [2, 2], dtype: 'bool', data: Uint8Array.of(1, 0, 0, 1) }],
    (x: tf.Tensor2D) => [
      x.logicalNot(),
      x,
      x.logicalAnd(tf.tensor1d([true, false])),
      x.any(),
      x.cast('int32').sum(),
    ],
  ],
  [
    'numbers that are not finite',
    [float([4], Infinity, -Infinity, NaN, -0)],
    (x: tf.Tensor1D) => [
      x,
      x.isNaN(),
      tf.fill([2], Infinity),
      tf.fill([2], -Infinity),
      tf.fill([1], NaN),
      tf.div(1, x),
    ],
  ],
  [
    'inputs, constants and values returned as they are, twice',
    [{ a: float([2], 1, 2), unused: float([1], 3) }],
    ({ a }: Tree) => {
      const doubled = a!.mul(2);
      return { a, again: [a, { doubled, twice: doubled }], constant: tf.tensor1d([5, 6]), none: null };
    },
  ],
];

describe.each(functions)('%s', (_name, args, fn) => {
  it('equals the eager result', async () => {
    const eager = toHost(fn(...(args.map(toTensors) as never[])));
    const result = await jit(fn as (...args: unknown[]) => unknown)(...(args as never[]));
    expect(flatten(result).structure).toEqual(flatten(eager).structure);
    expect(largestDifference(result, eager)).toBeLessThan(2e-6);
    expect(tf.getBackend()).toBe('cpu');
  });

  it('equals the reference in double precision', async () => {
    const program = record(fn, args);
    const inputs = flatten(args as unknown).leaves.map((leaf) =>
      toReference(typeof leaf === 'number' ? float([], leaf) : (leaf as HostTensor)),
    );
    const results = flatten(await jit(fn as (...args: unknown[]) => unknown)(...(args as never[])));
    evaluate(program, inputs).forEach(({ shape, data }, i) => {
      const result = results.leaves[i] as unknown as HostTensor;
      expect(result.shape).toEqual(shape);
      const expected = { ...result, data: Float32Array.from(data) };
      expect(largestDifference(result, expected)).toBeLessThan(2e-6);
    });
  });
});

describe('a call', () => {
  it('takes tensors of tfjs, host tensors and numbers alike', async () => {
    const scaled = jit((x: tf.Tensor1D, rate: tf.Scalar) => x.mul(rate));
    const expected = float([2], 3, 6);
    expect(await scaled(tf.tensor1d([1, 2]), 3)).toEqual(expected);
    expect(await scaled(float([2], 1, 2), tf.scalar(3))).toEqual(expected);
    expect(await scaled(tf.variable(tf.tensor1d([1, 2])), float([], 3))).toEqual(expected);
  });

  it('leaves the memory of tfjs as it was', async () => {
    const captured = tf.tensor1d([1, 2]);
    const x = tf.tensor1d([3, 4]);
    const product = jit((x: tf.Tensor1D) => tf.grad((x) => x.mul(captured).sum())(x));
    const before = tf.memory().numTensors;
    for (let i = 0; i < 3; i++) await product(x);
    expect(tf.memory().numTensors).toBe(before);
    expect([...captured.add(x).dataSync()]).toEqual([4, 6]);
  });

  it('has read its tensors when it returns: they may be disposed of at once', async () => {
    const x = tf.tensor1d([1, 2]);
    const promise = jit((x: tf.Tensor1D) => x.mul(2))(x);
    x.dispose();
    expect((await promise).data).toEqual(Float32Array.of(2, 4));
  });

  it('does not see what its function captured change', async () => {
    const captured = tf.tensor1d([1, 2]);
    const add = jit((x: tf.Tensor1D) => x.add(captured));
    await add(tf.zeros([2]));
    captured.dispose();
    expect((await add(tf.ones([2]))).data).toEqual(Float32Array.of(2, 3));
  });

  it('may run beside others without being awaited', async () => {
    const square = jit((x: tf.Scalar) => x.square());
    const results = await Promise.all(Array.from({ length: 20 }, (_, i) => square(i)));
    expect(results.map(({ data }) => data[0])).toEqual(Array.from({ length: 20 }, (_, i) => i * i));
  });
});
