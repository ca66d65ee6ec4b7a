/** Seven steps of all three programs give the numbers of PyTorch in double precision. */

import { readFileSync } from 'node:fs';
import { foldIn, randomKey } from '@diopter/core-tensor/random';
import { type HostTensor, leavesWithPaths, mapTree, type Tree } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Playing } from './index.js';
import {
  compiledPrograms,
  type GraphParameters,
  onHost,
  tinyComparator,
  tinyLearner,
} from './testing/tiny-game.js';

type Stored = { readonly shape: number[]; readonly data: number[] };
type StoredWeights = Readonly<Record<string, Readonly<Record<string, Stored>>>>;
type Side = 'generator' | 'discriminator';

const { start, images, weights, players, metrics, parameters, firstMoments } = JSON.parse(
  readFileSync(new URL('./fixtures/steps.json', import.meta.url), 'utf8'),
) as {
  readonly start: Readonly<Record<Side | 'comparator', StoredWeights>>;
  readonly images: Stored;
  readonly weights: Readonly<Record<'feature' | 'adversarial' | 'pixel', number>>;
  readonly players: readonly Playing[];
  readonly metrics: readonly Readonly<Record<string, number>>[];
  readonly parameters: Readonly<Record<Side, StoredWeights>>;
  readonly firstMoments: Readonly<Record<Side, StoredWeights>>;
};

/** The stored numbers by the path of their tensor, which ends in two names. */
function numbers(stored: StoredWeights): [string, readonly number[]][] {
  return Object.entries(stored).flatMap(([node, group]) =>
    Object.entries(group).map(([name, { data }]): [string, readonly number[]] => [`${node}.${name}`, data]),
  );
}

function tensors(stored: StoredWeights): GraphParameters {
  const tensor = ({ data, shape }: Stored) => tf.tensor(data, shape);
  return Object.fromEntries(
    Object.entries(stored).map(([node, group]) => [
      node,
      Object.fromEntries(Object.entries(group).map(([name, value]) => [name, tensor(value)])),
    ]),
  );
}

describe('after each step', () => {
  const found: Record<string, number>[] = [];
  let learned: Tree<HostTensor>;

  beforeAll(async () => {
    const learner = tinyLearner({ weights, comparator: tinyComparator(tensors(start.comparator)) });
    const { generator, discriminator } = learner.start(randomKey(1));
    learned = onHost({
      generator: { ...generator, parameters: tensors(start.generator) },
      discriminator: { ...discriminator, parameters: tensors(start.discriminator) },
    });
    const batch = { images: { ...images, dtype: 'float32', data: Float32Array.from(images.data) } } as const;
    const programs = compiledPrograms(learner);
    for (const [i, name] of players.entries()) {
      const result = await programs[name](learned, batch, foldIn(randomKey(1), i), i + 1);
      learned = result.learned;
      found.push(mapTree(({ data }) => data[0]!, result.metrics) as Record<string, number>);
    }
    await Promise.all(Object.values(programs).map((program) => program.release()));
  });

  it('every metric is the same', () => {
    found.forEach((values, i) => {
      expect(Object.keys(values).toSorted()).toEqual(Object.keys(metrics[i]!).toSorted());
      for (const [name, value] of Object.entries(values)) {
        expect(Math.abs(value / metrics[i]![name]! - 1), `${name}, step ${i + 1}`).toBeLessThan(1e-5);
      }
    });
  });

  it.each(['generator', 'discriminator'] as const)(
    'parameters and moments of the %s are the same at the end',
    (side) => {
      const own = new Map(leavesWithPaths(learned).map(({ path, leaf }) => [path, leaf.data]));
      const steps = players.filter((name) => name === 'both' || name === side).length;
      expect([...own.get(`${side}.steps`)!]).toEqual([steps]);
      const apart = (path: string, expected: readonly number[], factor: number) =>
        Math.max(...expected.map((value, i) => Math.abs(own.get(path)![i]! * factor - value)));
      for (const [path, expected] of numbers(parameters[side])) {
        expect(apart(`${side}.parameters.${path}`, expected, 1), path).toBeLessThan(1e-5);
      }
      for (const [path, expected] of numbers(firstMoments[side])) {
        const size = Math.max(...expected.map(Math.abs));
        // A moment is 1 - beta1 times the sum that Adam keeps here.
        expect(apart(`${side}.moments.gradientSum.${path}`, expected, 0.1), path).toBeLessThan(2e-5 * size);
      }
    },
  );
});
