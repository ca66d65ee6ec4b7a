/** The experiment of shattered gradients: whether neighbouring inputs agree on how to change the weights, and what makes them. */

import { setImmediate as nextTurn } from 'node:timers/promises';
import { DiopterError } from '@diopter/core-tensor/errors';
import { foldIn, randomKey } from '@diopter/core-tensor/random';
import { acfDepths, acfTable, compareShatterAcf } from '@diopter/models';
import type { TrainingEvent } from '../../recipes/index.js';
import { lags, networkAcf } from './autocorrelations.js';
import { networkName } from './names.js';
import { noiseAutocorrelations } from './noise.js';
import type { ShatterExperimentResult, ShatterSettings } from './result.js';
import { drawSpecimens } from './specimens.js';
import { coActivationNetworks, coActivationOf, correlationNetworks, correlationOf } from './vectors.js';
import { writeShatterExperiment } from './write-experiment.js';

/** What is measured, and where it is written. */
export interface ShatterExperimentOptions {
  /** The folder of the result. */
  readonly out: string;
  /** Rectifier layers, or residual blocks, of the networks whose autocorrelation is taken. */
  readonly depths?: readonly number[];
  /** How many networks of each kind. */
  readonly seeds?: number;
  /** Units of every hidden layer. */
  readonly width?: number;
  /** Points of the grid of inputs, at least 16. */
  readonly points?: number;
  /** The grid goes from minus this to this. */
  readonly extent?: number;
  /** What all randomness is derived from. */
  readonly seed?: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: TrainingEvent) => void;
}

/**
 * The experiments of Balduzzi et al. (arXiv 1702.08591, figures 1 to 3) as files: gradients `df/dx` of networks from R to R and their
 * covariance, their autocorrelation by network and depth, the correlation of gradients at random inputs against depth beside theory, and
 * co-activation by layer. Defaults are the paper's as recalled: 20 networks of 200 units, 256 points of [-2, 2]. On random inputs, at most
 * ten networks are measured.
 *
 * Writes `acf.json`, an array of {@link AcfRow}; `experiment.json`, everything; `gradients`, `acf`, `correlation` and `co-activation`, each
 * as `.svg` and `.png`; and `report.html`. The gradient of a network that looks linear is constant, and its autocorrelation 0 / 0: it is
 * written as 1 at every lag, and `experiment.json` says how many gradients are `constant`. The same options give the same numbers.
 *
 * @throws DiopterError `invalid-argument` for numbers out of range, before anything is computed; `file-write`.
 * @returns `undefined` if the signal stopped it: nothing is written then.
 *
 * @example
 * const result = await shatterExperiment({ out: 'runs/shatter', seeds: 5 });
 */
export async function shatterExperiment({
  out,
  depths = acfDepths,
  seeds = 20,
  width = 200,
  points = 256,
  extent = 2,
  seed = 1,
  signal,
  onEvent,
}: ShatterExperimentOptions): Promise<ShatterExperimentResult | undefined> {
  const ascending = [...new Set(depths)].sort((a, b) => a - b);
  const settings: ShatterSettings = { depths: ascending, seeds, width, points, extent, seed };
  assertSettings(settings);
  const key = randomKey(seed);
  /** One result after the other; none of them once the signal has come. */
  const each = async <Item, Result>(
    items: readonly Item[],
    text: (item: Item) => string,
    work: (item: Item) => Promise<Result>,
  ): Promise<readonly Result[]> => {
    const results: Result[] = [];
    for (const item of items) {
      // Computing blocks the thread: signals are heard between two turns of its loop.
      await nextTurn();
      if (signal?.aborted) break;
      onEvent?.({ kind: 'message', text: text(item) });
      results.push(await work(item));
    }
    return results;
  };

  const tables = await each(
    ascending,
    (depth) => `autocorrelation at depth ${depth}: ${acfTable.length} networks, ${seeds} of each`,
    (depth) =>
      compareShatterAcf({
        networks: acfTable,
        depth,
        seeds,
        width,
        points,
        extent,
        lags,
        key: foldIn(key, depth),
      }),
  );
  const correlations = await each(
    correlationNetworks,
    (network) => `correlation against depth: ${networkName(network)}`,
    (network) => correlationOf(network, settings, foldIn(key, 'correlation')),
  );
  const coActivations = await each(
    coActivationNetworks,
    (network) => `co-activation by layer: ${networkName(network)}`,
    (network) => coActivationOf(network, settings, foldIn(key, 'co-activation')),
  );
  const [specimens] = await each(
    [foldIn(key, 'specimens')],
    () => 'gradients to look at',
    (key) => drawSpecimens(key, settings),
  );
  await nextTurn();
  if (signal?.aborted || specimens === undefined) return undefined;

  const result: ShatterExperimentResult = {
    settings,
    // Network by network, each with its depths.
    autocorrelations: acfTable.flatMap((_, network) => tables.map((rows) => networkAcf(rows[network]!))),
    noise: noiseAutocorrelations(foldIn(key, 'noise'), seeds, points),
    correlations,
    coActivations,
    specimens,
  };
  await writeShatterExperiment(out, result);
  return result;
}

function assertSettings({ depths, extent, seed: _, ...counts }: ShatterSettings): void {
  const fail = (name: string, value: unknown, help: string) => {
    throw new DiopterError('invalid-argument', {
      what: `${name} is ${value}`,
      where: `shatterExperiment, option ${name}`,
      help,
    });
  };
  const assertWhole = (name: string, value: number, least: number) =>
    (Number.isSafeInteger(value) && value >= least) || fail(name, value, `a whole number from ${least}`);
  if (depths.length === 0) fail('depths', 'empty', 'at least one depth');
  for (const depth of depths) assertWhole('depths', depth, 1);
  const least = { seeds: 1, width: 1, points: lags + 1 } as const;
  for (const [name, from] of Object.entries(least))
    assertWhole(name, counts[name as keyof typeof least], from);
  if (!(extent > 0 && Number.isFinite(extent))) fail('extent', extent, 'above zero');
}
