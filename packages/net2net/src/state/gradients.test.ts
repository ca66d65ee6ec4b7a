/** Gradients of grown networks, and the first steps of optimizers, are what the growth of a state says. */

import { batchNorm, conv2d, dense, flatten, relu, sequential } from '@diopter/core-tensor/graph';
import { jit } from '@diopter/core-tensor/jit';
import { adam, momentum, type Optimizer, sgd } from '@diopter/core-tensor/optim';
import { randomKey } from '@diopter/core-tensor/random';
import { describe, expect, it } from 'vitest';
import { doubleOutputs, drawnInputs, evaluated, inDouble } from '../certificate/index.js';
import { type DoubleValues, growTree, type Role, type ValueTree } from '../growth/index.js';
import type { DoubleModel } from '../model/index.js';
import { roundedTree } from '../model/index.js';
import { layerKinds } from '../rules/index.js';
import { treeDifference } from '../testing/difference.js';
import { kindCases } from '../testing/kinds.js';
import { gradientsOf, stepOf } from '../testing/loss.js';
import { madeModel } from '../testing/made-model.js';
import { grownModel } from '../testing/preservation.js';
import { widenGraph } from '../widen/index.js';
import { growAverage, growOptimizerState } from './index.js';

const key = randomKey(3);
const possible = layerKinds.flatMap((kind) =>
  kindCases[kind].filter(({ refused }) => refused === undefined).map((found) => ({ kind, ...found })),
);

/** A convolution with batch norm, one that adds it up, and a dense layer. */
const graph = sequential([null, 4, 4, 2], {
  conv1: conv2d({ filters: 3, kernelSize: 3, bias: false }),
  norm: batchNorm(),
  active: relu(),
  conv2: conv2d({ filters: 2, kernelSize: 3 }),
  flat: flatten({ order: 'nchw' }),
  head: dense({ units: 2 }),
});
const model = madeModel(graph, key);
const inputs = drawnInputs(graph, key, { batch: 4 });
const growth = widenGraph(graph, {
  layers: [
    { layer: 'conv1', to: 5 },
    { layer: 'conv2', to: 5 },
  ],
  split: 'uneven',
  key,
});
const wide = grownModel(growth, model);

const variablesOf = ({ parameters, statistics }: DoubleModel) => ({ parameters, statistics });
const scalar = (value: number) => ({ shape: [], dtype: 'float32' as const, data: Float32Array.of(value) });
const combined = (a: ValueTree, b: ValueTree, f: (x: number, y: number) => number): ValueTree<DoubleValues> =>
  Object.fromEntries(
    Object.entries(a).map(([node, own]) => [
      node,
      Object.fromEntries(
        Object.entries(own).map(([name, { shape, data }]) => [
          name,
          { shape, data: Float64Array.from(data, (value, i) => f(value, b[node]![name]!.data[i]!)) },
        ]),
      ),
    ]),
  );

describe('the gradient of a widened network', () => {
  it.each(possible)(
    'is the grown gradient, in double precision: $kind, $what',
    ({ kind, graph, layer, to }) => {
      // Shares that differ change what comes back through a layer norm.
      const split = kind === 'layerNorm' ? 'even' : 'uneven';
      const growth = widenGraph(graph, { layers: [{ layer, to }], split, key });
      const model = madeModel(graph, key);
      const inputs = drawnInputs(graph, key);
      const before = evaluated(gradientsOf(graph), [variablesOf(inDouble(model)), inputs]);
      const after = evaluated(gradientsOf(growth.graph), [variablesOf(grownModel(growth, model)), inputs]);
      expect(treeDifference(after, growTree(growth.parameters, before, 'gradient'))).toBeLessThan(1e-12);
    },
  );

  it('is so through the statistics of a batch too', () => {
    const before = evaluated(gradientsOf(graph, 'train'), [variablesOf(inDouble(model)), inputs]);
    const after = evaluated(gradientsOf(growth.graph, 'train'), [variablesOf(wide), inputs]);
    expect(treeDifference(after, growTree(growth.parameters, before, 'gradient'))).toBeLessThan(1e-12);
    expect(treeDifference(after, growTree(growth.parameters, before, 'copy'))).toBeGreaterThan(0.1);
  });

  it('is so in single precision, compiled', async () => {
    const gradients = async (made: typeof graph, variables: object) => {
      const compiled = jit(gradientsOf(made, 'train'));
      const found = (await compiled(variables as never, inputs as never)) as unknown as ValueTree;
      await compiled.release();
      return found;
    };
    const before = await gradients(graph, { parameters: model.parameters, statistics: model.statistics });
    const after = await gradients(growth.graph as typeof graph, {
      parameters: roundedTree(wide.parameters),
      statistics: roundedTree(wide.statistics),
    });
    expect(treeDifference(after, growTree(growth.parameters, before, 'gradient'))).toBeLessThan(1e-5);
  });
});

interface StepCase {
  readonly name: string;
  readonly optimizer: Optimizer;
  /** How the step of the old network is moved to the places of the new one. */
  readonly role: Role;
}

const steps: readonly StepCase[] = [
  // Steps of gradients: those of incoming weights are shared, those of outgoing weights the same for all copies.
  { name: 'gradient descent', optimizer: sgd() as Optimizer, role: 'gradient' },
  { name: 'momentum', optimizer: momentum() as Optimizer, role: 'gradient' },
  { name: 'Nesterov momentum', optimizer: momentum({ nesterov: true }) as Optimizer, role: 'gradient' },
  // Of which the scale of the gradient divides itself out: all weights step as what they copy.
  { name: 'Adam', optimizer: adam({ epsilon: 1e-30 }) as Optimizer, role: 'copy' },
];

describe('the first step after growth', () => {
  it.each(steps)('of $name is that of the old network, moved: $role', ({ optimizer, role }) => {
    const settings = { learningRate: scalar(0.01), step: scalar(4) };
    const other = madeModel(graph, randomKey(8));
    const slots = ['velocity', 'gradientSum', 'squareSum'].filter((slot) =>
      Object.hasOwn(optimizer.init({} as never), slot),
    );
    // Moments as of other weights; squares are squares.
    const state = Object.fromEntries(
      slots.map((slot) => {
        const gradients = evaluated(gradientsOf(graph, 'train'), [variablesOf(inDouble(other)), inputs]);
        return [slot, slot === 'squareSum' ? combined(gradients, gradients, (g) => 3 * g * g) : gradients];
      }),
    );
    const grownState = Object.fromEntries(
      slots.map((slot) => [
        slot,
        growTree(growth.parameters, state[slot]!, slot === 'squareSum' ? 'squared-gradient' : 'gradient'),
      ]),
    );
    const old = evaluated(stepOf(graph, optimizer, 'train'), [
      variablesOf(inDouble(model)),
      state,
      inputs,
      settings,
    ]);
    const next = evaluated(stepOf(growth.graph, optimizer, 'train'), [
      variablesOf(wide),
      grownState,
      inputs,
      settings,
    ]);
    const change = combined(old.parameters, model.parameters, (after, before) => after - before);
    const expected = combined(
      wide.parameters,
      growTree(growth.parameters, change, role),
      (weight, step) => weight + step,
    );
    expect(treeDifference(next.parameters, expected)).toBeLessThan(1e-12);
    for (const [slot, tree] of Object.entries(grownState)) {
      expect(treeDifference(growOptimizerState(growth, { [slot]: state[slot]! })[slot]!, tree)).toBeLessThan(
        1e-7,
      );
    }
    // Not what forgetting the shares would give.
    const unmoved = combined(
      wide.parameters,
      growTree(growth.parameters, change, 'weight'),
      (weight, step) => weight + step,
    );
    expect(treeDifference(next.parameters, unmoved)).toBeGreaterThan(1e-4);
  });

  it('of Adam is as large as before with its moments, and 3.16 times as large without', () => {
    const [beta1, beta2, learningRate] = [0.9, 0.999, 0.01];
    const optimizer = adam({ beta1, beta2, epsilon: 1e-30 }) as Optimizer;
    const gradients = evaluated(gradientsOf(graph, 'train'), [variablesOf(inDouble(model)), inputs]);
    // Of a long run with this gradient.
    const state = {
      gradientSum: combined(gradients, gradients, (g) => g / (1 - beta1)),
      squareSum: combined(gradients, gradients, (g) => (g * g) / (1 - beta2)),
    };
    const zeros = combined(wide.parameters, wide.parameters, () => 0);
    const largestStep = (state: Readonly<Record<string, ValueTree>>) => {
      const settings = { learningRate: scalar(learningRate), step: scalar(1e6) };
      const next = evaluated(stepOf(growth.graph, optimizer, 'train'), [
        variablesOf(wide),
        state,
        inputs,
        settings,
      ]);
      const { conv1 } = combined(next.parameters, wide.parameters, (after, before) =>
        Math.abs(after - before),
      );
      return Math.max(...conv1!.filter!.data);
    };
    expect(largestStep(growOptimizerState(growth, state)) / learningRate).toBeCloseTo(1, 4);
    const jump = largestStep({ gradientSum: zeros, squareSum: zeros }) / learningRate;
    expect(jump).toBeCloseTo((1 - beta1) / Math.sqrt(1 - beta2), 4);
    expect(jump).toBeCloseTo(3.162, 3);
  });
});

describe('growOptimizerState', () => {
  it('says which slots it knows when there is another', () => {
    expect(() => growOptimizerState(growth, { preconditioner: model.parameters })).toThrow(
      'it is not known how "preconditioner" grows (help: known are velocity, gradientSum, squareSum)',
    );
  });
});

describe('growAverage', () => {
  it('keeps what the average computes', () => {
    const average = madeModel(graph, randomKey(21));
    const grown = { ...wide, parameters: growAverage(growth, average.parameters) };
    const expected = doubleOutputs(inDouble({ ...model, parameters: average.parameters }), inputs);
    const actual = doubleOutputs(inDouble({ ...grown, statistics: roundedTree(wide.statistics) }), inputs);
    const scale = Math.max(...Array.from(expected.head!, Math.abs));
    const errors = Array.from(expected.head!, (value, i) => Math.abs(value - actual.head![i]!) / scale);
    expect(Math.max(...errors)).toBeLessThan(1e-6);
  });
});
