/** New units with random weights: what Net2WiderNet is compared with. */

import { foldIn } from '@diopter/core-tensor/random';
import { type Certified, type ComparisonOptions, certified, type LayerProof } from '../certificate/index.js';
import {
  type AxisGrowth,
  type DoubleValues,
  type GraphGrowth,
  growValues,
  sizeAfter,
  type Values,
  type ValueTree,
  type VariableGrowth,
  type VariableGrowths,
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
      const copied = growValues(values, growth, 'copy');
      const isOld = oldPlaces(values, growth);
      const data = copied.data.map((value, place) =>
        isOld[place] ? value : fresh[node]![name]!.data[place]!,
      );
      return [name, { shape: copied.shape, data }] as const;
    });
    return [node, Object.fromEntries(own)] as const;
  });
  return Object.fromEntries(nodes);
}

/** Where a grown variable has what is no copy: neither along its inputs nor along its outputs. */
function oldPlaces({ shape, data }: Values, { input, output }: VariableGrowth): readonly boolean[] {
  const first = (growth: AxisGrowth) => ({
    ...growth,
    share: Float64Array.from(growth.copy, (copy) => Number(copy === 0)),
  });
  const shared = {
    ...(input && { input: { ...input, groups: input.groups.map(first) } }),
    ...(output && { output: { ...output, growth: first(output.growth) } }),
  };
  const ones = { shape, data: new Float64Array(data.length).fill(1) };
  // Weights take the shares of inputs, gradients those of outputs.
  const [inputs, outputs] = [growValues(ones, shared, 'weight'), growValues(ones, shared, 'gradient')];
  return Array.from(inputs.data, (value, place) => value * outputs.data[place]! === 1);
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
