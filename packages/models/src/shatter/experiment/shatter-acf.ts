/** The experiment of shattered gradients: the autocorrelation of df/dx on a line, over many networks. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { jit } from '@diopter/core-tensor/jit';
import type { Key } from '@diopter/core-tensor/random';
import type { HostTensor } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';
import { checkCount } from '../checks/index.js';
import { autocorrelation } from '../measures/index.js';
import { lineDerivative } from './line-derivative.js';
import { checkSpecification, type ExperimentOptions, type ShatterNetworkOptions } from './options.js';
import { deviationOf, meanOf } from './spread.js';
import { blocksOf, drawNoise, weightsOf } from './weights.js';

/** What networks are compared on. */
interface LineOptions extends Pick<ExperimentOptions, 'width' | 'seeds' | 'key'> {
  /** Rectifier layers, or residual blocks. */
  readonly depth: number;
  /** Points of the grid, which has even steps. */
  readonly points?: number;
  /** The grid goes from minus this to this. */
  readonly extent?: number;
  /** The largest lag. */
  readonly lags?: number;
}

/** Options of {@link shatterAcf}. */
export interface ShatterAcfOptions extends LineOptions, ShatterNetworkOptions {}

/** Options of {@link compareShatterAcf}. */
export interface CompareShatterAcfOptions extends LineOptions {
  readonly networks: readonly ShatterNetworkOptions[];
}

/** What {@link shatterAcf} returns. */
export interface ShatterAcf extends Required<ShatterNetworkOptions> {
  readonly depth: number;
  /** Mean autocorrelation at lags 0 to `lags`; NaN if a network's gradient is constant. */
  readonly mean: readonly number[];
  /** Standard deviation over the seeds (divided by n - 1). */
  readonly deviation: readonly number[];
  /** How many networks have a constant gradient: all that look linear. */
  readonly constant: number;
  /** df/dx of every network, `[seeds, points]`. */
  readonly gradients: HostTensor<'float32'>;
}

/**
 * Whether gradients shatter (Balduzzi et al., arXiv 1702.08591, figures 1 and 2): networks from R to R at their start, `df/dx` at
 * 256 points of [-2, 2], and its {@link autocorrelation}, averaged over 20 networks of width 200. Near brown noise, neighbouring
 * inputs agree on how to change the weights; near white noise, they do not.
 *
 * All networks of a depth are one compiled program, in which weights are drawn and derivatives are carried forward. Means and
 * deviations of centring and batch norm are constants for the derivative. Without biases and without centring all kinks would meet
 * at 0 and there would be two gradients in all. Only with centring or batch norm do gradients get white: those of a plain network are
 * half so at 50 layers.
 *
 * @throws DiopterError `invalid-argument` for a network that is not in the table and for numbers out of range.
 *
 * @example
 * const { mean } = await shatterAcf({ network: 'feedforward', normalisation: 'centred', depth: 24, key: randomKey(1) });
 * mean[1]; // near 0
 */
export async function shatterAcf({
  network,
  normalisation,
  beta,
  ...options
}: ShatterAcfOptions): Promise<ShatterAcf> {
  const networks = [{ network, normalisation, beta } as ShatterNetworkOptions];
  return (await compareShatterAcf({ ...options, networks }))[0]!;
}

/**
 * {@link shatterAcf} of several networks of one depth, made of the same random numbers: one program, in which they are drawn once.
 *
 * @throws DiopterError as {@link shatterAcf} does.
 *
 * @example
 * const rows = await compareShatterAcf({ networks: acfTable, depth: 50, key: randomKey(1) });
 */
export async function compareShatterAcf({
  networks,
  depth,
  seeds = 20,
  width = 200,
  points = 256,
  extent = 2,
  lags = 15,
  key,
}: CompareShatterAcfOptions): Promise<readonly ShatterAcf[]> {
  const where = 'shatterAcf';
  const chosen = networks.map(
    ({ network = 'feedforward', normalisation = 'none', beta = 1 }: ShatterNetworkOptions) => {
      checkSpecification({ network, normalisation, beta, depth, width, seeds }, where);
      return { network, normalisation, beta };
    },
  );
  checkCount(chosen.length, 'the number of networks', where);
  checkCount(points, 'points', where, 2);
  if (!(extent > 0 && Number.isFinite(extent))) {
    throw new DiopterError('invalid-argument', {
      what: `the extent is ${extent}`,
      where,
      help: 'above zero',
    });
  }
  const sizes = { depth, width, seeds, inputs: 1 };
  const count = Math.max(...chosen.map(({ network }) => blocksOf({ network, depth })));
  const compiled = jit((key: Key) => {
    const noise = drawNoise(key, count, sizes);
    const grid = tf.linspace(-extent, extent, points);
    return chosen.map((network) => {
      const specification = { ...sizes, ...network };
      return lineDerivative(grid, weightsOf(noise, specification), specification);
    });
  });
  const gradients = await compiled(key);
  await compiled.release();
  return chosen.map((network, place) => ({
    ...network,
    depth,
    ...curvesOf(gradients[place] as HostTensor<'float32'>, lags),
  }));
}

/** The autocorrelations of `[seeds, points]`, put together. */
function curvesOf({ shape, dtype, data }: HostTensor<'float32'>, lags: number) {
  const [seeds, points] = shape as [number, number];
  const curves = Array.from({ length: seeds }, (_, seed) =>
    autocorrelation(data.subarray(seed * points, (seed + 1) * points), { lags }),
  );
  const byLag = Array.from({ length: lags + 1 }, (_, lag) => curves.map((curve) => curve[lag]!));
  return {
    mean: byLag.map(meanOf),
    deviation: byLag.map(deviationOf),
    constant: byLag[0]!.filter(Number.isNaN).length,
    gradients: { shape, dtype, data: data.slice() },
  };
}
