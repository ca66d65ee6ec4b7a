/** Autocorrelations of many gradients, put together. */

import { autocorrelation, type ShatterAcf } from '@diopter/models';
import { spreadOf } from '../spread.js';
import { networkName } from './names.js';
import type { AcfRow, AcfSpread, NetworkAcf } from './result.js';

/** The largest lag. */
export const lags = 15;

/**
 * Mean and deviation of autocorrelations. That of a constant gradient is 0 / 0; it counts as 1 at every lag, since equal gradients agree
 * wholly, and JSON has no number for the other answer. `constant` says how many there are: of networks that look linear, all.
 */
export function autocorrelationsOf(gradients: readonly ArrayLike<number>[]): AcfSpread {
  const curves = gradients.map((gradient) => autocorrelation(gradient, { lags }));
  const isConstant = curves.map(([first]) => Number.isNaN(first));
  const byLag = Array.from({ length: lags + 1 }, (_, lag) =>
    spreadOf(curves.map((curve, i) => (isConstant[i] ? 1 : curve[lag]!))),
  );
  return {
    acf: byLag.map(({ mean }) => mean),
    deviation: byLag.map(({ deviation }) => deviation),
    constant: isConstant.filter(Boolean).length,
  };
}

/** The row of a network. */
export function networkAcf({ network, normalisation, beta, depth, gradients }: ShatterAcf): NetworkAcf {
  const rows = gradientsOf(gradients);
  return { network, normalisation, beta, depth, seeds: rows.length, ...autocorrelationsOf(rows) };
}

/** The gradient of each network. */
export function gradientsOf({ shape, data }: ShatterAcf['gradients']): readonly Float32Array[] {
  const [seeds = 0, points = 0] = shape;
  return Array.from({ length: seeds }, (_, seed) => data.subarray(seed * points, (seed + 1) * points));
}

/** Autocorrelations by network, each with its name and its depths. */
export function acfByNetwork(
  rows: readonly NetworkAcf[],
): readonly { readonly name: string; readonly rows: readonly NetworkAcf[] }[] {
  const names = [...new Set(rows.map(networkName))];
  return names.map((name) => ({ name, rows: rows.filter((row) => networkName(row) === name) }));
}

/** `acf.json`: an array, a line for each row. */
export function acfJson(rows: readonly NetworkAcf[]): string {
  const lines = rows.map(({ network, normalisation, beta, depth, seeds, acf }) => {
    const row: AcfRow = { network, normalisation, beta, depth, seeds, acf };
    return JSON.stringify(row);
  });
  return `[\n${lines.join(',\n')}\n]\n`;
}
