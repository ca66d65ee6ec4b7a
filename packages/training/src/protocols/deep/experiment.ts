/** The experiment of depth: do networks without shortcuts train at 200 layers if they start looking linear? */

import { join } from 'node:path';
import { deepRecipe, type TrainingEvent } from '../../recipes/index.js';
import { type ComparedNetwork, comparedNetworks } from './compared-networks.js';
import { type DeepRunSettings, judgedRun } from './judged-run.js';
import { chosenRate, type DeepCell, type DeepExperimentResult, type DeepRun, deepCell } from './result.js';
import { type RunOf, writeDeepExperiment } from './write-experiment.js';

/** What is trained, on what. */
export interface DeepExperimentOptions {
  /** A folder of the data set that `dataset` names. */
  readonly data: string;
  readonly dataset?: string;
  /** The folder of all runs and of the result. */
  readonly out: string;
  /** Weight layers. */
  readonly depths?: readonly number[];
  readonly networks?: readonly ComparedNetwork[];
  /** Learning rates that are tried for every network at every depth. */
  readonly rates?: readonly number[];
  /** Steps of each try. */
  readonly searchSteps?: number;
  readonly seeds?: readonly number[];
  /** Steps of each run that is judged; as the preset of `training` has it if absent. */
  readonly steps?: number;
  /** Other options of every run, as of `trainDeep`. */
  readonly training?: Readonly<Record<string, unknown>>;
  readonly threads?: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: TrainingEvent) => void;
}

/** The seed of the search: none of those that are judged, unless somebody asks for it. */
const searchSeed = 0;

/**
 * Trains every network at every depth (Balduzzi et al., arXiv 1702.08591, section 4): first for a short time at each rate, then, at the
 * rate whose loss on training batches got lowest, with every seed. Runs that are there already are not trained again; a run that was
 * stopped goes on. Several calls can share a folder if they train different depths or networks: a last call with all of them finds
 * their runs and writes the result.
 *
 * @throws DiopterError as `trainDeep`; a loss that is not finite is a result.
 * @returns `undefined` if the signal stopped it: call it again to go on.
 *
 * @example
 * const result = await deepExperiment({ data: 'cifar-10-batches-bin', out: 'runs/depth', depths: [20, 200] });
 */
export async function deepExperiment({
  data,
  dataset = 'cifar10',
  out,
  depths = [20, 200],
  networks = Object.keys(comparedNetworks) as ComparedNetwork[],
  rates = [3e-5, 1e-4, 3e-4, 1e-3, 3e-3],
  searchSteps = 300,
  seeds = [1, 2, 3],
  training = {},
  steps = presetSteps(training),
  ...watching
}: DeepExperimentOptions): Promise<DeepExperimentResult | undefined> {
  const say = (text: string) => watching.onEvent?.({ kind: 'message', text });
  const cellFolder = ({ depth, network }: Pick<DeepCell, 'depth' | 'network'>) =>
    join(out, `depth-${depth}`, network);
  const folderOf: RunOf = (cell, { learningRate, seed }) =>
    join(cellFolder(cell), `seed-${seed}-rate-${learningRate}`);
  // Apart from those that are judged, whatever their seeds.
  const searchFolderOf: RunOf = (cell, { learningRate }) =>
    join(cellFolder(cell), `search-rate-${learningRate}`);
  const cells: DeepCell[] = [];
  for (const depth of depths) {
    for (const network of networks) {
      const common = { ...training, ...comparedNetworks[network], data, dataset, depth };
      const runAll = async (
        runs: readonly Pick<DeepRun, 'learningRate' | 'seed' | 'steps'>[],
        folder: RunOf,
      ) => {
        const done: DeepRun[] = [];
        for (const each of runs) {
          say(`${network}, ${depth} layers, rate ${each.learningRate}, seed ${each.seed}`);
          const run = await judgedRun(
            folder({ depth, network }, each),
            { ...common, ...each } as DeepRunSettings,
            watching,
          );
          if (run === undefined) return undefined;
          done.push(run);
        }
        return done;
      };
      const search = await runAll(
        rates.map((learningRate) => ({ learningRate, seed: searchSeed, steps: searchSteps })),
        searchFolderOf,
      );
      if (search === undefined) return undefined;
      const learningRate = chosenRate(search);
      const runs = await runAll(
        seeds.map((seed) => ({ learningRate, seed, steps })),
        folderOf,
      );
      if (runs === undefined) return undefined;
      cells.push(deepCell({ depth, network, search, runs }));
    }
  }
  const result = { cells };
  await writeDeepExperiment(out, result, folderOf);
  return result;
}

/** Steps of a run that nobody gave a number of. */
function presetSteps({ preset = 'quick' }: Readonly<Record<string, unknown>>): number {
  const { presets, options } = deepRecipe;
  const { steps }: { readonly steps?: number } = presets[preset as keyof typeof presets] ?? {};
  return steps ?? options.steps.value;
}
