/** What `diopter shatter experiment` does. */

import { join } from 'node:path';
import {
  acfByNetwork,
  type ShatterExperimentResult,
  shatterExperiment,
  shatterExperimentFiles,
} from '@diopter/training/protocols';
import { formatTable } from '../../terminal/table.js';
import { watchedExperiment } from '../watched-experiment.js';
import type { ShatterExperimentFlags } from './experiment.js';

/** The lags of the table. */
const lags = [1, 5, 15] as const;

/** What is printed: the numbers, and where everything is. */
type Printed = Omit<ShatterExperimentResult, 'specimens'> & { readonly files: readonly string[] };

/** @returns the exit code. */
export function runShatterExperiment({ json, quiet, ...options }: ShatterExperimentFlags): Promise<number> {
  return watchedExperiment(
    { json, quiet, stopping: 'stopping after this measurement', stopped: 'stopped; nothing was written' },
    async (watching): Promise<Printed | undefined> => {
      const result = await shatterExperiment({ ...options, ...watching });
      if (result === undefined) return undefined;
      const { specimens: _, ...numbers } = result;
      const { autocorrelations, numbers: all, figures, report } = shatterExperimentFiles;
      const files = [autocorrelations, all, ...figures, report].map((name) => join(options.out, name));
      return { ...numbers, files };
    },
    asText,
  );
}

/** A row for each network and each noise, a column for each depth. */
function asText({ settings, autocorrelations, noise, files }: Printed): string {
  const cell = ({ acf }: { readonly acf: readonly number[] }) =>
    lags.map((lag) => twoDecimals(acf[lag]!).padStart(5)).join(' ');
  const head = [
    `autocorrelation at lags ${lags.join(', ')}`,
    ...settings.depths.map((depth) => ` depth ${depth}`),
  ];
  const networks = acfByNetwork(autocorrelations).map(({ name, rows }) => [name, ...rows.map(cell)]);
  const noises = noise.map((row) => [`${row.noise} noise`, ...settings.depths.map(() => cell(row))]);
  return `${formatTable([head, ...networks, ...noises])}${files.join('\n')}\n`;
}

/** Such as `0.73`, and never `-0.00`. */
function twoDecimals(value: number): string {
  return (Math.round(100 * value) / 100 + 0).toFixed(2);
}
