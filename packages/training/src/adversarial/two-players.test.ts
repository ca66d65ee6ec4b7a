/** What holds for every program of a game. */

import { optimize, recordFunction } from '@diopter/core-tensor/jit';
import { foldIn, randomKey } from '@diopter/core-tensor/random';
import { type HostTensor, leavesWithPaths, paths, type Tree } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';
import { afterAll, describe, expect, it } from 'vitest';
import type { Playing } from './index.js';
import { compiledPrograms, discriminators, onHost, tinyImages, tinyLearner } from './testing/tiny-game.js';

const key = randomKey(9);
const images = tinyImages();
const batch = { images: tf.tensor(images.data, [...images.shape]) };
const step = tf.scalar(3);
const learner = tinyLearner({ noise: 0.1, network: discriminators.forgetful, averageDecay: 0.9 });
const start = learner.start(key);
const programs = compiledPrograms(learner);
afterAll(() => Promise.all(Object.values(programs).map((program) => program.release())));

const playing = ['both', 'generator', 'discriminator'] as const satisfies Playing[];
const leavesOf = (tree: Tree<HostTensor>) =>
  new Map(leavesWithPaths(tree).map(({ path, leaf }) => [path, leaf.data]));
const largest = (values: Iterable<number>) => [...values].reduce((a, b) => Math.max(a, Math.abs(b)), 0);

describe.each(playing)('%s', (name) => {
  it('does the same compiled as eagerly, with noise, dropout and average', async () => {
    const eager = leavesOf(onHost(learner.programs[name]!(start, batch, key, step)));
    const found = leavesOf(await programs[name](onHost(start), { images }, key, 3));
    expect([...found.keys()]).toEqual([...eager.keys()]);
    for (const [path, data] of found) {
      const expected = eager.get(path)!;
      // Adam divides by the size of a gradient: one that is almost zero moves a weight by more than it is right by.
      const tolerance = /parameters|average/.test(path) ? 1e-3 : 1e-4;
      const error = largest(data.map((value, i) => value - expected[i]!));
      expect(error, path).toBeLessThanOrEqual(tolerance * largest(expected));
    }
  });

  it('changes whoever learns, moments and count included, and leaves the other as it was, bit for bit', async () => {
    const { learned: before } = await programs.both(onHost(start), { images }, key, 1);
    const { learned: after } = await programs[name](before, { images }, foldIn(key, 1), 2);
    const old = leavesOf(before);
    for (const [path, data] of leavesOf(after)) {
      const learns = name === 'both' || path.startsWith(name);
      if (learns) expect(data, path).not.toEqual(old.get(path));
      else expect(data, path).toEqual(old.get(path));
    }
  });
});

/** The program of both as it is run, and how often it calls a kernel with certain inputs. */
function recorded(learner: ReturnType<typeof tinyLearner>, batch: Readonly<Record<string, tf.Tensor>>) {
  const args = [learner.start(key), batch, key, step];
  const { program: asRecorded, sources } = recordFunction(learner.programs.both as never, args);
  const { inputs, nodes } = optimize(asRecorded);
  const input = (path: string) => {
    const leaf = paths(args).indexOf(path);
    return inputs[sources.findIndex((source) => !('request' in source) && source.leaf === leaf)]!;
  };
  return {
    calls: (kernel: RegExp, path?: string) =>
      nodes.filter((node) => kernel.test(node.kernel) && (!path || node.inputs.includes(input(path)))).length,
    draws: sources.flatMap((source) => ('request' in source ? [source.request.distribution] : [])),
  };
}

describe('the recorded program of both', () => {
  const { calls, draws } = recorded(learner, batch);
  const convolution = /Conv2D$/;

  it('makes the fakes once', () => {
    expect(calls(convolution, '0.generator.parameters.down.filter')).toBe(1);
    expect(calls(/Conv2DBackpropInput/, '0.generator.parameters.up.filter')).toBe(1);
  });

  it('asks the old discriminator about real and fake, and the new one once more', () => {
    expect(calls(convolution, '0.discriminator.parameters.conv.filter')).toBe(2);
    // Those two, the new one's, the generator's and its gradient, and the comparator's of images and of fakes.
    expect(calls(convolution)).toBe(7);
  });

  it('draws the noise once, and dropout for each of the three', () => {
    expect(draws.toSorted()).toEqual(['bernoulli', 'bernoulli', 'bernoulli', 'normal']);
  });

  it('takes no gradient of weights that do not learn from it', () => {
    // Of the generator's two filters, and of the discriminator's one from real and from fake.
    expect(calls(/Conv2DBackpropFilter/)).toBe(4);
  });

  it('shows the condition to a discriminator that has one, the same beside real and fake', () => {
    const conditional = tinyLearner({
      network: discriminators.conditional,
      condition: ({ features }) => features!,
    });
    const { calls } = recorded(conditional, { ...batch, features: tf.ones([3, 6]) });
    expect(calls(/MatMul/, '0.discriminator.parameters.branch.kernel')).toBe(1);
    expect(calls(/MatMul/, '1.features')).toBe(4);
  });
});
