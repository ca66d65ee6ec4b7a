/** Wider networks with their weights, and the proof that they compute the same. */

import type { Graph } from '@diopter/core-tensor/graph';
import { foldIn } from '@diopter/core-tensor/random';
import { type Certified, type ComparisonOptions, certified, type LayerProof } from '../certificate/index.js';
import { type GraphGrowth, growTree, sizeAfter } from '../growth/index.js';
import type { Model } from '../model/index.js';
import { type WidenNoise, withNoise } from './noise.js';
import { planWidening } from './plan.js';
import { type WidenGraphOptions, widenGraph } from './widen-graph.js';

/** What is widened, how, and what it is checked on. */
export interface WidenOptions extends WidenGraphOptions, ComparisonOptions {
  readonly noise?: WidenNoise;
}

/** A network after growth. */
export interface GrownModel extends Certified {
  /** What became of each variable: optimizer states and averages grow by it too. */
  readonly growth: GraphGrowth;
}

/**
 * Widens a network without changing what it computes (Net2WiderNet, Chen et al. 2015, arXiv 1511.05641): see {@link widenGraph} for which
 * units are copied. Weights are computed in double precision and rounded once; the certificate says how far outputs moved.
 *
 * @throws DiopterError as {@link widenGraph}.
 *
 * @example
 * const { model, certificate } = await widen(teacher, { layers: { factor: 1.5 }, split: 'uneven', key: randomKey(1) });
 * certificate.preserved; // true
 */
export async function widen(before: Model, options: WidenOptions): Promise<GrownModel> {
  const { layers, split = 'even', noise, key } = options;
  const growth = widenGraph(before.graph, options);
  const grown = growTree(growth.parameters, before.parameters, 'weight');
  const parameters =
    noise === undefined ? grown : withNoise(noise, growth, before.parameters, grown, foldIn(key, 'noise'));
  const statistics = growTree(growth.statistics, before.statistics, 'copy');
  const done = proofs(growth, noise);
  const about = {
    transform: 'widen',
    options: { layers, split, ...(noise && { noise }) },
    key,
    layers: 'factor' in layers ? [...done, ...refusals(before.graph, done)] : done,
  };
  const unrounded = { graph: growth.graph, parameters, statistics };
  return { ...(await certified(before, unrounded, about, options)), growth };
}

/** What was done to every layer whose variables grew. */
function proofs({ parameters }: GraphGrowth, noise: WidenNoise | undefined): readonly LayerProof[] {
  return Object.entries(parameters).flatMap(([layer, growths]) => {
    const made = Object.values(growths).find(({ output }) => output !== undefined)?.output;
    const read = Object.values(growths).find(({ input }) => input !== undefined)?.input;
    const words = [
      made && describe('makes', made.growth.before, sizeAfter(made.growth)),
      read &&
        describe(
          'adds up',
          read.groups.reduce((sum, { before }) => sum + before, 0),
          read.groups.reduce((sum, group) => sum + sizeAfter(group), 0),
        ),
    ].filter((text) => text !== undefined);
    if (words.length === 0) return [];
    const noisy = noise?.kind === 'paper' && read !== undefined && made?.growth.copy.some((copy) => copy > 0);
    return [
      {
        layer,
        proof: noisy ? 'approximate' : 'exact',
        words: words.join(', ') + (noisy ? ', with noise' : ''),
      },
    ];
  });
}

/** Of all layers that could have been meant, those that nothing was done to. */
function refusals(graph: Graph, done: readonly LayerProof[]): readonly LayerProof[] {
  return planWidening(graph).flatMap(({ name, reason }): LayerProof[] =>
    reason === undefined || done.some(({ layer }) => layer === name)
      ? []
      : [{ layer: name, proof: 'refused', words: reason }],
  );
}

function describe(what: string, before: number, after: number): string | undefined {
  return before === after ? undefined : `${what} ${after} instead of ${before} units`;
}
