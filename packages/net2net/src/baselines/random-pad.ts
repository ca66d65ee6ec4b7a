/** New units with random weights: what Net2WiderNet is compared with. */

import { foldIn } from '@diopter/core-tensor/random';
import { type Certified, type ComparisonOptions, certified, type LayerProof } from '../certificate/index.js';
import {
  type DoubleValues,
  forEachPlace,
  type GraphGrowth,
  growValues,
  sizeAfter,
  type ValueTree,
  type VariableGrowths,
  whole,
} from '../growth/index.js';
import { freshModel, type Model } from '../model/index.js';
import { type WidenGraphOptions, widenGraph } from '../widen/index.js';

/** What is padded, and what it is measured on. */
export interface RandomPadOptions extends Pick<WidenGraphOptions, 'layers' | 'key'>, ComparisonOptions {}

/**
 * As many units as `widen` would give, of which the new ones get weights drawn by the initializers of their layers (the baseline of Chen et al. 2015, arXiv
 * 1511.05641): the function changes, and the certificate says how much. Old weights stay what they are; those by which old
 * units read new ones are new too. A new unit starts in batch norms as in a new network.
 *
 * @throws DiopterError as `widenGraph`.
 *
 * @example
 * const { model } = await randomPad(teacher, { layers: { factor: 1.5 }, key: randomKey(1) });
 */
export async function randomPad(before: Model, options: RandomPadOptions): Promise<Certified> {
  const { layers, key } = options;
  const growth = widenGraph(before.graph, { layers, key });
  const { parameters, statistics } = freshModel(growth.graph, foldIn(key, 'weights'));
  const unrounded = {
    graph: growth.graph,
    parameters: padded(growth.parameters, before.parameters, parameters),
    statistics: padded(growth.statistics, before.statistics, statistics),
  };
  const about = { transform: 'randomPad', options: { layers }, key, layers: proofs(growth) };
  return certified(before, unrounded, about, options);
}

/** Old values at the first copy of their place, fresh ones everywhere else. */
function padded(
  growths: Readonly<Record<string, VariableGrowths>>,
  before: ValueTree,
  fresh: ValueTree,
): ValueTree<DoubleValues> {
  const nodes = Object.entries(before).map(([node, named]) => {
    const own = Object.entries(named).map(([name, values]) => {
      const growth = growths[node]?.[name] ?? {};
      const { shape, data } = growValues(values, growth, 'copy');
      const made = (growth.output?.growth ?? whole).copy;
      const read = (growth.input?.groups ?? [whole]).map(({ copy }) => copy);
      forEachPlace(values.shape, growth, (place, _from, at) => {
        const isCopy = made[at.made]! > 0 || read[at.group]![at.read]! > 0;
        if (isCopy) data[place] = fresh[node]![name]!.data[place]!;
      });
      return [name, { shape, data }] as const;
    });
    return [node, Object.fromEntries(own)] as const;
  });
  return Object.fromEntries(nodes);
}

/** The layers that have new units. */
function proofs({ parameters }: GraphGrowth): readonly LayerProof[] {
  return Object.entries(parameters).flatMap(([layer, growths]) => {
    const made = Object.values(growths).find(({ output }) => output !== undefined)?.output?.growth;
    const added = made === undefined ? 0 : sizeAfter(made) - made.before;
    return added > 0
      ? [{ layer, proof: 'approximate' as const, words: `${added} new units with random weights` }]
      : [];
  });
}
