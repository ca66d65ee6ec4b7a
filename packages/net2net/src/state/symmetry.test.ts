/** Copies in training: the same for ever after an even split, apart after an uneven one or zero-sum noise. */

import { batchNorm, conv2d, dense, flatten, relu, sequential } from '@diopter/core-tensor/graph';
import { jit } from '@diopter/core-tensor/jit';
import { adam, type Optimizer, sgd } from '@diopter/core-tensor/optim';
import { foldIn, randomKey } from '@diopter/core-tensor/random';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { describe, expect, it } from 'vitest';
import { drawnInputs } from '../certificate/index.js';
import type { AxisGrowth, GraphGrowth } from '../growth/index.js';
import type { Model } from '../model/index.js';
import { stepOf } from '../testing/loss.js';
import { madeModel } from '../testing/made-model.js';
import { type WidenOptions, widen } from '../widen/index.js';

const key = randomKey(11);
const graph = sequential([null, 6, 6, 2], {
  conv1: conv2d({ filters: 4, kernelSize: 3 }),
  norm: batchNorm(),
  active: relu(),
  conv2: conv2d({ filters: 3, kernelSize: 3, strides: 2 }),
  flat: flatten(),
  head: dense({ units: 2 }),
});
const layers = [
  { layer: 'conv1', to: 7 },
  { layer: 'conv2', to: 5 },
];

/** The largest difference of the filters of any two copies, relative to the largest weight. */
function apart({ parameters }: Pick<Model, 'parameters'>, { parameters: growths }: GraphGrowth): number {
  return Math.max(
    ...['conv1', 'conv2'].map((layer) => {
      const { shape, data } = parameters[layer]!.filter!;
      const growth: AxisGrowth = growths[layer]!.filter!.output!.growth;
      const filters = shape[3]!;
      const differences = [...growth.source].flatMap((from, place) =>
        place > 0 && growth.source[place - 1] === from
          ? Array.from({ length: data.length / filters }, (_, row) =>
              Math.abs(data[row * filters + place]! - data[row * filters + place - 1]!),
            )
          : [],
      );
      return Math.max(...differences) / Math.max(...data.map(Math.abs));
    }),
  );
}

/** The weights after some compiled steps, each on other images. */
async function trained(made: Model, optimizer: Optimizer, learningRate: number): Promise<Model> {
  const step = jit(stepOf(made.graph, optimizer, 'train'));
  const zeros = (tree: Model['parameters']): Model['parameters'] =>
    Object.fromEntries(
      Object.entries(tree).map(([node, own]) => [
        node,
        Object.fromEntries(
          Object.entries(own).map(([name, { shape, data }]) => [
            name,
            { shape, dtype: 'float32', data: new Float32Array(data.length) } as HostTensor<'float32'>,
          ]),
        ),
      ]),
    );
  let { parameters } = made;
  let state: Readonly<Record<string, Model['parameters']>> = Object.fromEntries(
    Object.keys(optimizer.init({} as never)).map((slot) => [slot, zeros(parameters)]),
  );
  for (let i = 1; i <= 5; i++) {
    const inputs = drawnInputs(graph, foldIn(key, i), { batch: 8 });
    const variables = { parameters, statistics: made.statistics };
    const next = await step(
      variables as never,
      state as never,
      inputs as never,
      { learningRate, step: i } as never,
    );
    ({ parameters, state } = next as unknown as { parameters: Model['parameters']; state: typeof state });
  }
  await step.release();
  return { ...made, parameters };
}

const optimizers = [
  { name: 'gradient descent', optimizer: sgd() as Optimizer, learningRate: 0.1 },
  { name: 'Adam', optimizer: adam() as Optimizer, learningRate: 0.01 },
];

const ways: readonly (Pick<WidenOptions, 'split' | 'noise'> & { name: string; together: boolean })[] = [
  { name: 'an even split', split: 'even', together: true },
  { name: 'an uneven split', split: 'uneven', together: false },
  {
    name: 'an even split with zero-sum noise',
    split: 'even',
    noise: { kind: 'zero-sum', scale: 0.1 },
    together: false,
  },
];

describe.each(optimizers)('copies in training by $name', ({ optimizer, learningRate }) => {
  it.each(ways)(
    'after $name, exact at first: together is $together',
    async ({ together, name: _, ...options }) => {
      const { model, growth, certificate } = await widen(madeModel(graph, key), { layers, key, ...options });
      expect(certificate.preserved).toBe(true);
      const after = await trained(model, optimizer, learningRate);
      const moved = after.parameters.conv1!.filter!.data.map(
        (value, i) => value - model.parameters.conv1!.filter!.data[i]!,
      );
      expect(Math.max(...moved.map(Math.abs))).toBeGreaterThan(1e-3);
      if (together) expect(apart(after, growth)).toBeLessThan(1e-6);
      else expect(apart(after, growth)).toBeGreaterThan(1e-3);
    },
  );
});
