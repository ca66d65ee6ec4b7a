/** The comparison's result as files: the numbers, a picture of all codes, and a page. */

import { join } from 'node:path';
import { writeResult } from '../../files/write-result.js';
import { imageGrid, readStoredImage, writeImage } from '../../images/index.js';
import { aaeFiles } from '../../recipes/index.js';
import {
  type ChartSeries,
  curveOf,
  lineChart,
  type NumberColumn,
  type Report,
  readMetrics,
  validationPrefix,
  writeReport,
} from '../../reports/index.js';
import { type AaeExperimentResult, type Matching, type MatchMeasures, matchMeasures } from './result.js';

/** The files of the experiment, in its folder. */
export const aaeExperimentFiles = {
  numbers: 'experiment.json',
  codes: 'codes.png',
  report: 'report.html',
} as const;

const columns: Readonly<Record<keyof MatchMeasures, NumberColumn & { readonly scale?: number }>> = {
  squaredMmd: { name: 'squared MMD', best: 'lowest' },
  pValue: { name: 'p-value', decimals: 3, best: 'highest' },
  slicedWasserstein: { name: 'sliced Wasserstein', decimals: 3, best: 'lowest' },
  within: { name: 'within 3 deviations', unit: '%', decimals: 1, scale: 100, best: 'highest' },
  smallestShare: { name: 'smallest component', unit: '%', decimals: 1, scale: 100, best: 'highest' },
  largestShare: { name: 'largest component', unit: '%', decimals: 1, scale: 100, best: 'lowest' },
  smallestVariance: { name: 'smallest variance', decimals: 2, best: 1 },
  largestVariance: { name: 'largest variance', decimals: 2, best: 1 },
  psnr: { name: 'PSNR', unit: 'dB', decimals: 2, best: 'highest' },
  worstLate: { name: 'worst late MMD', decimals: 4, best: 'lowest' },
  seconds: { name: 'time', unit: 's', decimals: 0, best: 'lowest' },
};

/** The folder of a run. */
type RunOf = (matching: Matching, seed: number) => string;

/**
 * Writes `experiment.json`, `codes.png` and `report.html`.
 *
 * @throws DiopterError `file-write`, and about files of the runs that are damaged.
 */
export async function writeAaeExperiment(
  folder: string,
  result: AaeExperimentResult,
  runOf: RunOf,
): Promise<void> {
  await writeResult(join(folder, aaeExperimentFiles.numbers), `${JSON.stringify(result, null, 2)}\n`);
  const matchings = result.summary.map(({ matching }) => matching);
  const seeds = [...new Set(result.judgements.map(({ seed }) => seed))];
  const scatters = await Promise.all(
    matchings.map((matching) =>
      Promise.all(seeds.map((seed) => readStoredImage(join(runOf(matching, seed), aaeFiles.codes.path)))),
    ),
  );
  const labels = { rowLabels: matchings, columnLabels: seeds.map((seed) => `seed ${seed}`) };
  await writeImage(join(folder, aaeExperimentFiles.codes), imageGrid(scatters, { margin: 8, ...labels }));
  const page = experimentReport(result);
  const mismatch = lineChart(await mismatchCurves(matchings, seeds, runOf), {
    y: { label: 'squared MMD of held-out codes' },
    x: { label: 'step' },
    theme: 'page',
  });
  const shown = [
    { title: 'While training', parts: [{ kind: 'charts', charts: [{ svg: mismatch }] }] },
    {
      title: 'Codes of held-out images',
      parts: [
        {
          kind: 'pictures',
          columns: labels.columnLabels,
          rows: matchings.map((label, i) => ({ label, pictures: scatters[i]! })),
        },
      ],
    },
  ] as const;
  await writeReport(join(folder, aaeExperimentFiles.report), {
    ...page,
    sections: [...page.sections, ...shown],
  });
}

/** One curve per way of matching: the mean over seeds. */
function mismatchCurves(
  matchings: readonly Matching[],
  seeds: readonly number[],
  runOf: RunOf,
): Promise<ChartSeries[]> {
  return Promise.all(
    matchings.map(async (matching) => {
      const curves = await Promise.all(
        seeds.map(async (seed) =>
          curveOf(
            await readMetrics(join(runOf(matching, seed), 'metrics.jsonl')),
            `${validationPrefix}mmd.code`,
          ),
        ),
      );
      const line = curves[0]!.map(({ step }, i) => ({
        x: step,
        y: curves.reduce((sum, curve) => sum + curve[i]!.value, 0) / curves.length,
      }));
      return { name: matching, line };
    }),
  );
}

/** The tables of the result. */
export function experimentReport({ prior, lengthscale, judgements, summary }: AaeExperimentResult): Report {
  const scaled = (measures: Readonly<Record<keyof MatchMeasures, number>>) =>
    matchMeasures.map((name) => (columns[name].scale ?? 1) * measures[name]);
  const ranked = matchMeasures.map((name) => columns[name]);
  const plain = ranked.map(({ best: _, ...column }) => column);
  const part = (which: 'mean' | 'deviation') =>
    summary.map(({ matching, measures }) => ({
      name: which === 'mean' ? matching : `${matching}, deviation over seeds`,
      values: scaled(
        Object.fromEntries(matchMeasures.map((name) => [name, measures[name][which]])) as Record<
          keyof MatchMeasures,
          number
        >,
      ),
    }));
  return {
    title: 'Is the adversary needed?',
    lead: `The same encoder and decoder, their codes matched to ${prior} in different ways; codes of held-out images, judged by an inverse multiquadric kernel of lengthscale ${lengthscale}, which none was trained with.`,
    sections: [
      {
        title: 'Means over seeds',
        parts: [
          { kind: 'numbers', heading: 'matching', columns: ranked, rows: part('mean') },
          { kind: 'numbers', heading: 'matching', columns: plain, rows: part('deviation') },
        ],
      },
      {
        title: 'Every model',
        parts: [
          {
            kind: 'numbers',
            heading: 'model',
            columns: plain,
            rows: judgements.map((each) => ({
              name: `${each.matching}, seed ${each.seed}`,
              values: scaled(each),
            })),
          },
        ],
      },
    ],
  };
}
