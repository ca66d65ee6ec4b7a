/** The experiment's result as files: the numbers, charts, and a page. */

import { join } from 'node:path';
import { writeResult } from '../../files/write-result.js';
import { type NumberColumn, type NumbersPart, type Report, writeReport } from '../../reports/index.js';
import { withCharts, writeCharts } from '../experiment-charts.js';
import { growthCharts } from './charts.js';
import {
  type GrowthCell,
  type GrowthMeasures,
  type GrowthRun,
  growthMeasures,
  type Net2NetExperimentResult,
} from './result.js';
import { type Student, students } from './students.js';

/** The files of the experiment, in its folder, beside the charts. */
export const net2netExperimentFiles = { numbers: 'experiment.json', report: 'report.html' } as const;

/** Measures in percent. */
const columns: Readonly<Record<keyof GrowthMeasures, NumberColumn>> = {
  atStart: { name: 'at the start', unit: '%', decimals: 1, best: 'highest' },
  equalSteps: { name: 'at equal steps', unit: '%', decimals: 1, best: 'highest' },
  equalCompute: { name: 'at equal compute', unit: '%', decimals: 1, best: 'highest' },
};

const plainColumns = growthMeasures.map((name): NumberColumn => {
  const { best: _, ...column } = columns[name];
  return column;
});

/**
 * Writes `experiment.json`, a chart for every family, share of the rate and axis (`.png` and `.svg`), and `report.html`.
 *
 * @throws DiopterError `file-write`.
 */
export async function writeNet2NetExperiment(folder: string, result: Net2NetExperimentResult): Promise<void> {
  await writeResult(join(folder, net2netExperimentFiles.numbers), `${JSON.stringify(result, null, 2)}\n`);
  const charts = growthCharts(result);
  await writeCharts(folder, charts);
  await writeReport(join(folder, net2netExperimentFiles.report), withCharts(net2netReport(result), charts));
}

/** The tables of the result. */
export function net2netReport({
  network,
  studentSteps,
  heldOut,
  teacher,
  cells,
}: Net2NetExperimentResult): Report {
  const chance = (accuracy: number) => 100 * Math.sqrt((accuracy * (1 - accuracy)) / heldOut);
  const families = [...new Set(cells.map(({ student }) => students[student].family))];
  const measures = (cell: Pick<GrowthCell, 'measures'>, part: 'mean' | 'deviation') =>
    growthMeasures.map((name) => 100 * cell.measures[name][part]);
  const mean = teacher.measures.equalCompute.mean;
  return {
    title: `Growing a ${network}`,
    lead: `A teacher, which ends at ${(100 * mean).toFixed(1)} %, its wider and deeper students, and the same networks from random weights. Accuracies are shares of ${heldOut} held-out pictures: which pictures these are moves such a share by ${chance(mean).toFixed(1)} points (one standard deviation).`,
    sections: [
      {
        title: 'Means over seeds',
        parts: [
          {
            kind: 'text',
            text: `At equal steps every network has had ${studentSteps} steps of its own: what was spent on the teacher is not counted. At equal compute all networks of a table have spent as many multiply-adds, the teacher's training included; networks from random weights have had it for steps of their own.`,
          },
          ...families.map(
            (family): NumbersPart => ({
              kind: 'numbers',
              caption: family,
              heading: 'student',
              columns: growthMeasures.map((name) => columns[name]),
              rows: cells
                .filter(({ student }) => students[student].family === family)
                .map((cell) => ({ name: nameOf(cell), values: measures(cell, 'mean') })),
            }),
          ),
          {
            kind: 'numbers',
            caption: 'Deviations over seeds.',
            heading: 'student',
            columns: plainColumns,
            rows: [
              { name: 'teacher', values: measures(teacher, 'deviation') },
              ...cells.map((cell) => ({ name: nameOf(cell), values: measures(cell, 'deviation') })),
            ],
          },
          {
            kind: 'definitions',
            entries: Object.fromEntries(
              [...new Set(cells.map(({ student }) => student))].map((student) => [
                student,
                students[student].about,
              ]),
            ),
          },
        ],
      },
      { title: 'Every run', parts: [runsTable(teacher.runs, cells)] },
    ],
  };
}

function nameOf({ student, rateShare }: { readonly student: Student; readonly rateShare: number }): string {
  return `${student}, rate times ${rateShare}`;
}

/** A row per run. */
function runsTable(teachers: readonly GrowthRun[], cells: readonly GrowthCell[]): NumbersPart {
  const rowOf = (name: string, run: GrowthRun) => ({
    name: `${name}, seed ${run.seed}${run.diverged ? ', diverged' : ''}`,
    values: [
      ...growthMeasures.map((measure) => 100 * run[measure]),
      run.growth?.difference,
      run.steps,
      run.parameters,
      run.multiplyAddsPerStep / 1e9,
      run.seconds,
    ],
  });
  return {
    kind: 'numbers',
    caption: 'Outputs moved: the largest difference by growing, relative to the largest output.',
    heading: 'run',
    columns: [
      ...plainColumns,
      { name: 'outputs moved' },
      { name: 'steps', decimals: 0 },
      { name: 'weights', decimals: 0 },
      { name: 'multiply-adds per step', unit: '10⁹', decimals: 2 },
      { name: 'time', unit: 's', decimals: 0 },
    ],
    rows: [
      ...teachers.map((run) => rowOf('teacher', run)),
      ...cells.flatMap((cell) => cell.runs.map((run) => rowOf(nameOf(cell), run))),
    ],
  };
}
