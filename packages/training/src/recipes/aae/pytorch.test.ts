/** Three steps of three variants give the numbers of PyTorch in double precision: the order of the turns, what each moves, and by how much. */

import { readFileSync } from 'node:fs';
import { foldIn, randomKey } from '@diopter/core-tensor/random';
import { leavesWithPaths } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { defaultsOf } from '../frame/index.js';
import type { GraphParameters } from '../image-learner.js';
import { type AaeSettings, aaeDescription } from './description.js';
import { type AaeLearned, aaeLearner } from './learner.js';
import { settingsOf } from './settings.js';

type Stored = { readonly shape: number[]; readonly data: number[] };
type Network = Readonly<Record<string, Readonly<Record<string, Stored>>>>;
type Networks = {
  readonly encoder: Network;
  readonly decoder: Network;
  readonly discriminators: Readonly<Record<string, Network>>;
};
interface Run {
  readonly start: Networks;
  readonly metrics: readonly Readonly<Record<string, number>>[];
  readonly end: Networks;
}

const { images, labelled, told, labels, runs } = JSON.parse(
  readFileSync(new URL('./fixtures/steps.json', import.meta.url), 'utf8'),
) as {
  readonly images: number[];
  readonly labelled: number[];
  readonly told: number[];
  readonly labels: number[];
  readonly runs: Readonly<Record<'semi-supervised' | 'plain' | 'mmd', Run>>;
};

const shape: [number, number, number] = [4, 4, 1];
const common: Partial<AaeSettings> = {
  units: 6,
  inputDropout: 0,
  warmUpSteps: 0,
  schedule: 'halving',
  steps: 100,
  learningRate: 0.01,
  matchingLearningRate: 0.02,
  discriminatorLearningRate: 0.03,
};
const cases = [
  ['semi-supervised', { variant: 'semi-supervised', codeLength: 3, matching: 'adversarial' }, 4],
  ['plain', { variant: 'plain', labelled: 8, matching: 'adversarial' }, 10],
  ['mmd', { variant: 'plain', matching: 'mmd', matchingWeight: 3 }, 10],
] as const satisfies readonly (readonly [keyof typeof runs, Partial<AaeSettings>, number])[];

const tensor = ({ data, shape }: Stored) => tf.tensor(data, shape);
const tensors = (network: Network) =>
  Object.fromEntries(
    Object.entries(network).map(([node, group]) => [
      node,
      Object.fromEntries(Object.entries(group).map(([name, stored]) => [name, tensor(stored)])),
    ]),
  ) as GraphParameters;

/** The state of the learner with the networks of the file: optimizers remember nothing yet. */
function startedWith(state: AaeLearned, { encoder, decoder, discriminators }: Networks): AaeLearned {
  const judges = Object.entries(state.game.discriminators).map(([name, player]) => [
    name,
    { ...player, parameters: tensors(discriminators[name]!) },
  ]);
  return {
    ...state,
    autoencoder: {
      ...state.autoencoder,
      parameters: { encoder: tensors(encoder), decoder: tensors(decoder) },
    },
    game: { ...state.game, discriminators: Object.fromEntries(judges) },
  };
}

describe.each(cases)('%s', (name, said, classes) => {
  const options = { ...settingsOf(defaultsOf(aaeDescription.options), 0), ...common, ...said };
  const learner = aaeLearner({ options, imageShape: shape, classes });
  const at = (data: readonly number[]) => tf.tensor(data as number[], [8, ...shape]);
  const batch = {
    images: at(images),
    labels: tf.tensor1d(name === 'plain' ? labels : Array<number>(8).fill(-1), 'int32'),
    labelledImages: at(labelled),
    labelledLabels: tf.tensor1d(told, 'int32'),
  };
  const { start, metrics, end } = runs[name];

  it('has the metrics and the networks of PyTorch', () => {
    let learned = startedWith(learner.start(randomKey(1)), start);
    for (const [i, expected] of metrics.entries()) {
      const key = foldIn(randomKey(1), i + 1);
      const result = learner.programs.step(learned, batch, key, tf.scalar(i + 1));
      learned = result.learned;
      const entries = Object.entries(result.metrics).map(
        ([metric, value]) => [metric, value.dataSync()[0]!] as const,
      );
      const found: Record<string, number> = Object.fromEntries(entries);
      expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
      for (const [metric, value] of Object.entries(expected)) {
        expect(Math.abs(found[metric]! - value), `${metric}, step ${i + 1}`).toBeLessThan(2e-5);
      }
    }
    const { encoder, decoder } = learned.autoencoder.parameters;
    const discriminators = Object.fromEntries(
      Object.entries(learned.game.discriminators).map(([judge, { parameters }]) => [judge, parameters]),
    );
    const own = leavesWithPaths(mapNetworks(end)) as { readonly path: string; readonly leaf: tf.Tensor }[];
    const expected = new Map(own.map(({ path, leaf }) => [path, leaf.dataSync()]));
    for (const { path, leaf } of leavesWithPaths({ encoder, decoder, discriminators })) {
      const apart = [...leaf.dataSync()].map((value, i) => Math.abs(value - expected.get(path)![i]!));
      expect(Math.max(...apart), path).toBeLessThan(1e-4);
    }
  });
});

function mapNetworks({ encoder, decoder, discriminators }: Networks) {
  const judges = Object.entries(discriminators).map(([name, network]) => [name, tensors(network)]);
  return { encoder: tensors(encoder), decoder: tensors(decoder), discriminators: Object.fromEntries(judges) };
}
