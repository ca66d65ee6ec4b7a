/** The experiment's result as files: the numbers, charts, and a page. */

import { join } from 'node:path';
import { writeResult } from '../../files/write-result.js';
import {
  type ChartSeries,
  curveOf,
  lineChart,
  type NumberColumn,
  type Report,
  readMetrics,
  smooth,
  thin,
  writeReport,
} from '../../reports/index.js';
import { type ExperimentChart, withCharts, writeCharts } from '../experiment-charts.js';
import { type DeepCell, type DeepExperimentResult, type DeepRun, deepMeasures } from './result.js';

/** The files of the experiment, in its folder. */
export const deepExperimentFiles = {
  numbers: 'experiment.json',
  accuracy: 'accuracy.png',
  report: 'report.html',
} as const;

/** The chart of the training losses of one depth. */
export const lossChartFile = (depth: number): string => `loss-depth-${depth}.png`;

const columns: Readonly<Record<(typeof deepMeasures)[number], NumberColumn & { readonly scale: number }>> = {
  accuracy: { name: 'held-out accuracy', unit: '%', decimals: 1, best: 'highest', scale: 100 },
  trainAccuracy: { name: 'training accuracy', unit: '%', decimals: 1, best: 'highest', scale: 100 },
  trainLoss: { name: 'training loss', decimals: 3, best: 'lowest', scale: 1 },
};

/** The same where no row is better than another. */
const plainColumns: readonly NumberColumn[] = deepMeasures.map((name) => {
  const { best: _, scale: __, ...column } = columns[name];
  return column;
});

/** The folder of a run. */
export type RunOf = (
  cell: Pick<DeepCell, 'depth' | 'network'>,
  run: Pick<DeepRun, 'learningRate' | 'seed'>,
) => string;

/**
 * Writes `experiment.json`, `accuracy.png` and `loss-depth-N.png` (each as `.svg` too), and `report.html`.
 *
 * @throws DiopterError `file-write`, and about files of the runs that are damaged.
 */
export async function writeDeepExperiment(
  folder: string,
  result: DeepExperimentResult,
  runOf: RunOf,
): Promise<void> {
  await writeResult(join(folder, deepExperimentFiles.numbers), `${JSON.stringify(result, null, 2)}\n`);
  const depths = [...new Set(result.cells.map(({ depth }) => depth))];
  const ofDepth = (depth: number) => result.cells.filter((cell) => cell.depth === depth);
  const losses = await Promise.all(
    depths.map(async (depth) => ({ depth, series: await lossCurves(ofDepth(depth), runOf) })),
  );
  const accuracies = accuracyByDepth(result);
  const charts = [
    { file: deepExperimentFiles.accuracy, title: 'Accuracy', draw: accuracyChart(accuracies, depths) },
    // Where all runs ended at once there is nothing to draw.
    ...losses
      .filter(({ series }) => series.length > 0)
      .map(({ depth, series }) => ({
        file: lossChartFile(depth),
        title: `${depth} layers`,
        draw: lossChartOf(series),
      })),
  ];
  await writeCharts(folder, charts);
  const page = withCharts(deepExperimentReport(result), charts);
  await writeReport(join(folder, deepExperimentFiles.report), page);
}

function accuracyChart(series: readonly ChartSeries[], depths: readonly number[]): ExperimentChart['draw'] {
  return (theme) =>
    lineChart(series, {
      description: 'Held-out accuracy against depth: every seed as a dot, their means as lines.',
      x: { label: 'weight layers', scale: 'log', ticks: depths },
      y: { label: 'held-out accuracy, %' },
      theme,
    });
}

function lossChartOf(series: readonly ChartSeries[]): ExperimentChart['draw'] {
  return (theme) =>
    lineChart(series, {
      description: 'Cross-entropy of training batches against steps: smoothed means over seeds.',
      x: { label: 'step' },
      // Losses of networks that fail at first can be many times those of the others.
      y: { label: 'training loss, nats', scale: 'log' },
      theme,
    });
}

/** A curve per network: dots are seeds, the line joins their means. */
function accuracyByDepth({ cells }: DeepExperimentResult): ChartSeries[] {
  const names = [...new Set(cells.map(({ network }) => network))];
  return names.map((name) => {
    const own = cells.filter(({ network }) => network === name);
    return {
      name,
      line: own.map(({ depth, measures }) => ({ x: depth, y: 100 * measures.accuracy.mean })),
      dots: own.flatMap(({ depth, runs }) => runs.map(({ accuracy }) => ({ x: depth, y: 100 * accuracy }))),
    };
  });
}

/** Steps that a smoothed curve looks around itself, and points that a drawing can show. */
const smoothing = 0.97;
const drawnPoints = 300;

/** A curve per network: the mean over its seeds, up to where the first of them ended; none where that was at once. */
async function lossCurves(cells: readonly DeepCell[], runOf: RunOf): Promise<ChartSeries[]> {
  const series = await Promise.all(
    cells.map(async (cell) => {
      const curves = await Promise.all(
        cell.runs.map(async (run) =>
          curveOf(await readMetrics(join(runOf(cell, run), 'metrics.jsonl')), 'loss'),
        ),
      );
      const shortest = curves.reduce((least, curve) => (curve.length < least.length ? curve : least));
      const mean = shortest.map(({ step }, i) => ({
        step,
        value: curves.reduce((sum, curve) => sum + curve[i]!.value, 0) / curves.length,
      }));
      const line = thin(smooth(mean, smoothing), drawnPoints).map(({ step, value }) => ({
        x: step,
        y: value,
      }));
      return { name: cell.network, line };
    }),
  );
  return series.filter(({ line }) => line.length > 0);
}

/** The tables of the result. */
export function deepExperimentReport({ cells }: DeepExperimentResult): Report {
  const nameOf = ({ network, depth }: DeepCell) => `${network}, ${depth} layers`;
  const ranked = deepMeasures.map((name) => columns[name]);
  const scaled = (value: (name: (typeof deepMeasures)[number]) => number) =>
    deepMeasures.map((name) => columns[name].scale * value(name));
  return {
    title: 'Deep networks with and without shortcuts',
    lead: 'The same layers with concatenated rectifiers, told apart by how weights start, by batch norm and by shortcuts; each at the rate, of those tried for a short time, that brought the loss on training batches lowest.',
    sections: [
      {
        title: 'Means over seeds',
        parts: [
          ...cellsByDepth(cells).map((own) => ({
            kind: 'numbers' as const,
            heading: 'network',
            columns: ranked,
            rows: own.map((cell) => ({
              name: nameOf(cell),
              values: scaled((name) => cell.measures[name].mean),
            })),
          })),
          {
            kind: 'numbers',
            caption: 'Deviations over seeds.',
            heading: 'network',
            columns: plainColumns,
            rows: cells.map((cell) => ({
              name: nameOf(cell),
              values: scaled((name) => cell.measures[name].deviation),
            })),
          },
        ],
      },
      {
        title: 'Every run',
        parts: [runsTable('Runs that are judged.', cells, ({ runs }) => runs)],
      },
      {
        title: 'The search for rates',
        parts: [runsTable('Short runs, one per rate; seeds of their own.', cells, ({ search }) => search)],
      },
    ],
  };
}

function cellsByDepth(cells: readonly DeepCell[]): readonly (readonly DeepCell[])[] {
  return [...new Set(cells.map(({ depth }) => depth))].map((depth) =>
    cells.filter((cell) => cell.depth === depth),
  );
}

/** A row per run. */
function runsTable(
  caption: string,
  cells: readonly DeepCell[],
  runsOf: (cell: DeepCell) => readonly DeepRun[],
) {
  return {
    kind: 'numbers' as const,
    caption,
    heading: 'run',
    columns: [
      { name: 'rate', decimals: 5 },
      ...plainColumns,
      { name: 'steps', decimals: 0 },
      { name: 'time', unit: 's', decimals: 0 },
    ],
    rows: cells.flatMap((cell) =>
      runsOf(cell).map((run) => ({
        name: `${cell.network}, ${cell.depth} layers, seed ${run.seed}${run.diverged ? ', diverged' : ''}`,
        values: [
          run.learningRate,
          ...deepMeasures.map((name) => columns[name].scale * run[name]),
          run.steps,
          run.seconds,
        ],
      })),
    ),
  };
}
