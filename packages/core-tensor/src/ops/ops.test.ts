/** Every operation and its gradient against PyTorch in double (fixtures/make.py): eagerly, recorded and compiled. */

import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { jit, record } from '../jit/index.js';
import { evaluate } from '../reference/index.js';
import { type PlainTensor, readFixtures, relativeError, toTensor } from '../reference/testing/fixtures.js';
import * as ops from './index.js';

interface Fixture {
  readonly operation: string;
  /** Integer inputs come last and have no gradient. */
  readonly inputs: readonly PlainTensor[];
  readonly options: Readonly<Record<string, never>>;
  readonly y: PlainTensor;
  readonly dy: PlainTensor;
  readonly gradients: readonly PlainTensor[];
}

type Operation = (inputs: readonly tf.Tensor[], options: Fixture['options']) => tf.Tensor;

const operations: Readonly<Record<string, Operation>> = {
  conv2d: ([x, filter], options) => ops.conv2d(x!, filter!, options),
  conv2dTranspose: ([x, filter], options) => ops.conv2dTranspose(x!, filter!, options),
  cumulativeProduct: ([x], options) => ops.cumulativeProduct(x!, options),
  depthToSpace: ([x], { block, order }) => ops.depthToSpace(x!, block!, order),
  einsum: (operands, { equation }) => ops.einsum(equation!, ...operands),
  gatherND: ([x, indices]) => ops.gatherND(x!, indices!),
  localResponseNormalization: ([x], options) => ops.localResponseNormalization(x!, options),
  logSumExp: ([x], { axis, keepDims }) => ops.logSumExp(x!, axis, keepDims),
  pairwiseSquaredDistances: ([x, y]) => ops.pairwiseSquaredDistances(x!, y),
  resizeBilinear: ([x], { size, ...options }) => ops.resizeBilinear(x!, size!, options),
  resizeNearest: ([x], { size }) => ops.resizeNearest(x!, size!),
  safeNorm: ([x], { axis, keepDims }) => ops.safeNorm(x!, axis, keepDims),
  safeSqrt: ([x]) => ops.safeSqrt(x!),
  spaceToDepth: ([x], { block, order }) => ops.spaceToDepth(x!, block!, order),
  topK: ([x], { k }) => ops.topK(x!, k!).values,
  // Not ours: we rely on them, so they are held to the same standard.
  'tf.clipByValue': ([x], { minimum, maximum }) => tf.clipByValue(x!, minimum!, maximum!),
  'tf.logSigmoid': ([x]) => tf.logSigmoid(x!),
  'tf.prelu': ([x, alpha]) => tf.prelu(x!, alpha!),
  'tf.softplus': ([x]) => tf.softplus(x!),
};

/** Operations whose result is a constant, made of others, or tested elsewhere. */
const testedElsewhere = ['differentiable', 'isRecording', 'offTape', 'stopGradient'];

/** Interpolation weights and the scale of a normalization are constants of the program, in single precision. */
const recordedTolerance: Readonly<Record<string, number>> = {
  localResponseNormalization: 1e-6,
  resizeBilinear: 1e-5,
};

const fixtures = readFixtures<Fixture>(join(import.meta.dirname, 'fixtures'));

function withGradients({ operation, options, gradients }: Fixture, inputs: tf.Tensor[], dy: tf.Tensor) {
  const integers = inputs.slice(gradients.length);
  const apply = (...floats: tf.Tensor[]) => operations[operation]!([...floats, ...integers], options);
  const floats = inputs.slice(0, gradients.length);
  return [apply(...floats), ...tf.grads(apply)(floats, dy)];
}

/** The last argument is `dy`. */
const ofArguments =
  (fixture: Fixture) =>
  (...args: tf.Tensor[]) =>
    withGradients(fixture, args.slice(0, -1), args.at(-1)!);

function eagerTensor(plain: PlainTensor): tf.Tensor {
  const { shape, data } = toTensor(plain);
  return tf.tensor(Float32Array.from(data), [...shape], 'float32').cast(plain.dtype ?? 'float32');
}

beforeAll(() => tf.setBackend('cpu'));

describe.each(Object.keys(operations))('%s', (operation) => {
  const cases = fixtures.filter((fixture) => fixture.operation === operation);
  const named = cases.map((fixture) => [JSON.stringify(fixture.options), fixture] as const);

  it('has fixtures', () => {
    expect(cases.length).toBeGreaterThan(0);
  });

  it.each(named)('equals PyTorch eagerly, with %s', (_, fixture) => {
    const results = withGradients(fixture, fixture.inputs.map(eagerTensor), eagerTensor(fixture.dy));
    [fixture.y, ...fixture.gradients].forEach((expected, i) => {
      expect(results[i]!.shape).toEqual(expected.shape);
      expect(relativeError({ data: results[i]!.dataSync() }, toTensor(expected), 0.1)).toBeLessThan(1e-5);
    });
  });

  it.each(named)('equals PyTorch as a recorded program in double, with %s', (_, fixture) => {
    const inputs = [...fixture.inputs, fixture.dy];
    const specs = inputs.map(({ shape, dtype }) => ({ shape, dtype: dtype ?? 'float32' }));
    const results = evaluate(record(ofArguments(fixture), specs), inputs.map(toTensor));
    [fixture.y, ...fixture.gradients].forEach((expected, i) => {
      expect(results[i]!.shape).toEqual(expected.shape);
      expect(relativeError(results[i]!, toTensor(expected))).toBeLessThan(
        recordedTolerance[operation] ?? 1e-12,
      );
    });
  });

  it.each(named)('equals PyTorch compiled, with %s', async (_, fixture) => {
    const compiled = jit(ofArguments(fixture), { providers: ['cpu'] });
    const results = await compiled(...[...fixture.inputs, fixture.dy].map(eagerTensor));
    await compiled.release();
    [fixture.y, ...fixture.gradients].forEach((expected, i) => {
      expect(results[i]!.shape).toEqual(expected.shape);
      expect(relativeError(results[i]!, toTensor(expected), 0.1)).toBeLessThan(1e-5);
    });
  });
});

it('every operation has fixtures or a test of its own', () => {
  const known = [...Object.keys(operations), ...testedElsewhere];
  expect(Object.keys(ops).filter((name) => !known.includes(name))).toEqual([]);
});
