/** For tests: what a naive widening does, with fresh weights where copies would be. */

import { foldIn, type Key, normalValues } from '@diopter/core-tensor/random';
import { forEachPlace, type GraphGrowth, growTree, whole } from '../growth/index.js';
import type { DoubleModel, Model } from '../model/index.js';

/** The old weights at their places, drawn ones at all others. */
export function randomlyPadded(
  { graph, parameters, statistics }: GraphGrowth,
  before: Model,
  key: Key,
): DoubleModel {
  const copied = growTree(parameters, before.parameters, 'copy');
  const padded = Object.entries(copied).map(([node, named]) => {
    const own = Object.entries(named).map(([name, { shape, data }]) => {
      const growth = parameters[node]?.[name] ?? {};
      const drawn = normalValues(foldIn(foldIn(key, node), name), shape).data;
      const made = (growth.output?.growth ?? whole).copy;
      const read = (growth.input?.groups ?? [whole]).map(({ copy }) => copy);
      forEachPlace(before.parameters[node]![name]!.shape, growth, (place, _from, at) => {
        if (made[at.made]! + read[at.group]![at.read]! > 0) data[place] = drawn[place]!;
      });
      return [name, { shape, data }] as const;
    });
    return [node, Object.fromEntries(own)] as const;
  });
  return {
    graph,
    parameters: Object.fromEntries(padded),
    statistics: growTree(statistics, before.statistics, 'copy'),
  };
}
