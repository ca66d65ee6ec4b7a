/** Certificates notice what a check by signed sums, one side or a glance would not. */

import { conv2d, dense, relu, sequential } from '@diopter/core-tensor/graph';
import { randomKey } from '@diopter/core-tensor/random';
import { describe, expect, it } from 'vitest';
import type { Model } from '../model/index.js';
import { madeModel } from '../testing/made-model.js';
import { certify, drawnInputs, measuredDifferences } from './index.js';

const key = randomKey(2);
const graph = sequential([null, 3], { head: dense({ units: 2 }) });
const before = madeModel(graph, key);
const inputs = drawnInputs(graph, key);

/** The same network with other biases. */
function shifted(by: readonly number[]): Model {
  const { kernel, bias } = before.parameters.head!;
  const data = bias!.data.map((value, i) => value + by[i]!);
  return { ...before, parameters: { head: { kernel: kernel!, bias: { ...bias!, data } } } };
}

const certificateOf = async (after: Model) =>
  certify(
    { transform: 'test', options: {}, key, layers: [] },
    inputs,
    await measuredDifferences({ before, after }, inputs),
  );

describe('a certificate', () => {
  it('is given to a network that is the same', async () => {
    const { preserved, outputs } = await certificateOf(before);
    expect(preserved).toBe(true);
    expect(outputs).toMatchObject([{ output: 'head', float32: 0 }]);
  });

  it.each([
    ['differences that cancel', [0.5, -0.5]],
    ['outputs that are larger', [0.01, 0.01]],
    ['outputs that are smaller', [-0.01, -0.01]],
    ['one output of two', [0, 0.001]],
    ['outputs that are no numbers', [Number.NaN, 0]],
    ['outputs that are infinite', [0, Number.POSITIVE_INFINITY]],
  ])('is refused for %s', async (_, by) => {
    const { preserved, outputs } = await certificateOf(shifted(by));
    expect(preserved).toBe(false);
    expect(outputs[0]!.float32).toBeGreaterThan(5e-4);
  });

  it('is refused for a change that was made on purpose, however small', () => {
    const layers = [{ layer: 'head', proof: 'approximate', words: 'with noise' }] as const;
    expect(certify({ transform: 'test', options: {}, key, layers }, inputs, []).preserved).toBe(false);
  });
});

describe('drawnInputs', () => {
  it('draws images of a size where any will do, and says which axis it cannot know', () => {
    const open = sequential([null, null, null, 3], { conv: conv2d({ filters: 2, kernelSize: 3 }) });
    expect(drawnInputs(open, key, { batch: 3, size: 8 }).input!.shape).toEqual([3, 8, 8, 3]);
    const rows = sequential([null, null, 3], { active: relu() });
    expect(() => drawnInputs(rows, key)).toThrow(
      'axis 1 of input input may have any size: inputs cannot be drawn',
    );
  });
});
