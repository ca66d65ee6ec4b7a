/** Optimizer states and averages get values for inserted layers, and keep all others. */

import { relu } from '@diopter/core-tensor/graph';
import { adam } from '@diopter/core-tensor/optim';
import { randomKey } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { deepen, deepenAverage, deepenOptimizerState } from './index.js';
import { convolutional, drawnModel } from './testing/networks.js';

const before = drawnModel(convolutional(relu()));
const deepened = await deepen(before, { after: ['active1', 'active2'], key: randomKey(1), double: false });
const { model } = deepened;
const other = drawnModel(convolutional(relu()), randomKey(8)).parameters;

describe('after layers were inserted', () => {
  it('moments of new weights are zero, all others are what they were', () => {
    const { gradientSum, squareSum } = deepenOptimizerState(deepened, {
      gradientSum: before.parameters,
      squareSum: other,
    });
    const { active1_deeper1: first, active2_deeper1: second, ...kept } = gradientSum;
    expect(kept).toEqual(before.parameters);
    for (const node of [first, second]) {
      expect(node!.filter!.shape).toEqual([3, 3, 4, 4]);
      expect([...node!.filter!.data, ...node!.bias!.data].every((value) => value === 0)).toBe(true);
    }
    expect(squareSum.conv1).toEqual(other.conv1);
  });

  it('an average has the new weights themselves', () => {
    const { active1_deeper1, active2_deeper1, ...kept } = deepenAverage(deepened, other);
    expect(kept).toEqual(other);
    expect(active1_deeper1).toEqual(model.parameters.active1_deeper1);
    expect(active2_deeper1).toEqual(model.parameters.active2_deeper1);
  });

  it('a late first step of Adam moves new weights by 3.2 learning rates, as documented', () => {
    const toTensors = (tree: typeof model.parameters) =>
      Object.fromEntries(
        Object.entries(tree).map(([node, named]) => [
          node,
          Object.fromEntries(
            Object.entries(named).map(([name, { shape, data }]) => [name, tf.tensor(data, [...shape])]),
          ),
        ]),
      );
    const squares = Object.fromEntries(
      Object.entries(other).map(([node, named]) => [
        node,
        Object.fromEntries(
          Object.entries(named).map(([name, value]) => [
            name,
            { ...value, data: value.data.map((x) => x * x) },
          ]),
        ),
      ]),
    );
    const state = deepenOptimizerState(deepened, { gradientSum: other, squareSum: squares });
    const parameters = toTensors(model.parameters);
    const next = adam().update(
      toTensors(model.parameters),
      { gradientSum: toTensors(state.gradientSum), squareSum: toTensors(state.squareSum) },
      parameters,
      { learningRate: 0.01, step: tf.scalar(100_000) },
    );
    const moved = (node: string) =>
      tf.max(tf.abs(tf.sub(next.parameters[node]!.filter!, parameters[node]!.filter!))).dataSync()[0]!;
    expect(moved('active1_deeper1')).toBeCloseTo(0.01 * (0.1 / Math.sqrt(0.001)), 4);
  });

  it('states of another network are refused', () => {
    const { conv1, ...rest } = before.parameters;
    expect(() => deepenOptimizerState(deepened, { velocity: rest })).toThrow(
      expect.objectContaining({ code: 'tree-mismatch', where: 'velocity, conv1.filter' }),
    );
    const misshapen = { ...rest, conv1: { ...conv1!, bias: conv1!.filter! } };
    expect(() => deepenAverage(deepened, misshapen)).toThrow(
      expect.objectContaining({ code: 'tree-mismatch', message: expect.stringMatching(/instead of \[4\]/) }),
    );
  });
});
