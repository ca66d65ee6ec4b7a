/** For tests: how far a graph's growth moves what a network computes, in double precision and without compiling anything. */

import { foldIn, type Key } from '@diopter/core-tensor/random';
import { doubleOutputs, drawnInputs, inDouble } from '../certificate/index.js';
import { type GraphGrowth, growTree } from '../growth/index.js';
import type { DoubleModel, Model } from '../model/index.js';

/** The weights of a grown network, in double precision. */
export function grownModel({ graph, parameters, statistics }: GraphGrowth, before: Model): DoubleModel {
  return {
    graph,
    parameters: growTree(parameters, before.parameters, 'weight'),
    statistics: growTree(statistics, before.statistics, 'copy'),
  };
}

/** The largest difference of any output, relative to the largest of its values. */
export function doubleDifference(before: Model, after: DoubleModel, key: Key): number {
  const inputs = drawnInputs(before.graph, foldIn(key, 'inputs'));
  const [old, grown] = [doubleOutputs(inDouble(before), inputs), doubleOutputs(after, inputs)];
  return Math.max(
    ...before.graph.outputs.map((name) => {
      const [expected, actual] = [Array.from(old[name]!), Array.from(grown[name]!)];
      if (expected.length !== actual.length) return Number.POSITIVE_INFINITY;
      const scale = Math.max(...expected.map(Math.abs), Number.MIN_VALUE);
      return Math.max(...expected.map((value, i) => Math.abs(value - actual[i]!))) / scale;
    }),
  );
}
