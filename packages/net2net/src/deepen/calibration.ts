/** Statistics of values inside a network, from data. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { apply } from '@diopter/core-tensor/graph';
import { jit } from '@diopter/core-tensor/jit';
import type * as tf from '@tensorflow/tfjs';
import type { ModelInputs } from '../certificate/index.js';
import type { Model } from '../model/index.js';
import type { Insertion } from './deepen-graph.js';
import { normalisedChannels, normalisedValues } from './identity.js';
import type { ChannelStatistics } from './piece.js';

/** By the node after which layers are inserted. */
export type StatisticsByNode = Readonly<Record<string, ChannelStatistics>>;

/**
 * Means and variances of what the batch norms of identities will see, over a forward pass in `evaluate` mode.
 *
 * @throws DiopterError `invalid-argument` for data that give fewer than two values per channel.
 */
export async function calibrated(
  { graph, parameters, statistics }: Model,
  insertions: readonly Insertion[],
  inputs: ModelInputs,
): Promise<StatisticsByNode> {
  const first = [...new Map(insertions.map((insertion) => [insertion.after, insertion])).values()];
  const names = first.map(({ after }) => after);
  const compiled = jit((x: Readonly<Record<string, tf.Tensor>>) => {
    const { taps } = apply(graph, { parameters, statistics }, x, { taps: names });
    return names.map((name) => taps[name]!);
  });
  const values = await compiled(inputs as unknown as Readonly<Record<string, tf.Tensor>>);
  await compiled.release();
  const entries = first.map(({ after, origin, options }, i) => {
    const { activation } = options;
    const data = normalisedValues(origin, activation, values[i]!.data as ArrayLike<number>);
    return [after, channelStatistics(after, normalisedChannels(origin, activation), data)] as const;
  });
  return Object.fromEntries(entries);
}

function channelStatistics(after: string, channels: number, data: Float64Array): ChannelStatistics {
  const count = data.length / channels;
  if (count < 2) {
    throw new DiopterError('invalid-argument', {
      what: `they give ${count} value per channel after ${after}: that has no variance`,
      where: 'deepen, option calibrate',
      help: 'pass more examples',
    });
  }
  const means = (term: (value: number, channel: number) => number) => {
    const sums = new Array<number>(channels).fill(0);
    data.forEach((value, place) => {
      sums[place % channels]! += term(value, place % channels);
    });
    return sums.map((sum) => sum / count);
  };
  const mean = means((value) => value);
  return { mean, variance: means((value, channel) => (value - mean[channel]!) ** 2) };
}

/**
 * Statistics that are given.
 *
 * @throws DiopterError `invalid-argument` where there are none for a node, or not one for each channel.
 */
export function checkedStatistics(
  insertions: readonly Insertion[],
  given: StatisticsByNode,
): StatisticsByNode {
  for (const { after, origin, options } of insertions) {
    const channels = normalisedChannels(origin, options.activation);
    const found = given[after];
    if (found?.mean.length === channels && found.variance.length === channels) continue;
    throw new DiopterError('invalid-argument', {
      what: `a mean and a variance are needed for each of ${channels} channels after ${after}`,
      where: 'deepen, option statistics',
    });
  }
  return given;
}
