/** The experiment's curves: accuracy against a student's own steps, and against all multiply-adds that were spent. */

import { type ChartSeries, lineChart } from '../../reports/index.js';
import type { ExperimentChart } from '../experiment-charts.js';
import type { AccuracyPoint, GrowthCell, Net2NetExperimentResult } from './result.js';
import { type StudentKind, students } from './students.js';

/** What the curves of a chart go along. */
type Along = keyof typeof axes;

/** Multiply-adds are shown in millions of millions. */
const tera = 1e12;

const axes = {
  steps: {
    label: 'steps of the student',
    x: ({ step }: AccuracyPoint) => step,
    // What starts from nothing goes on for longer, in place of the teacher's training.
    shown: ({ step }: AccuracyPoint, studentSteps: number) => step <= studentSteps,
    description: "Held-out accuracy against a student's own steps: the teacher's are not counted.",
  },
  'multiply-adds': {
    label: 'multiply-adds spent, the teacher included, 10¹²',
    x: ({ multiplyAdds }: AccuracyPoint) => multiplyAdds / tera,
    shown: () => true,
    description: 'Held-out accuracy against all multiply-adds spent: those on the teacher are counted.',
  },
} as const;

const alongs = Object.keys(axes) as Along[];

/** The charts of a result: one for each family, share of the rate, and axis. */
export function growthCharts(result: Net2NetExperimentResult): readonly ExperimentChart[] {
  const kindOf = ({ student }: GrowthCell): StudentKind => students[student];
  const families = [...new Set(result.cells.map((cell) => kindOf(cell).family))];
  const shares = [
    ...new Set(result.cells.filter((cell) => kindOf(cell).fromTeacher).map(({ rateShare }) => rateShare)),
  ];
  return families.flatMap((family) =>
    (shares.length > 0 ? shares : [1]).flatMap((share) => {
      const cells = result.cells.filter(
        (cell) => kindOf(cell).family === family && (!kindOf(cell).fromTeacher || cell.rateShare === share),
      );
      return alongs.map((along) => ({
        file: `${family}-rate-${share}-${along}.png`,
        title: `${family}, students' rate times ${share}`,
        draw: chartOf(cells, along, result),
      }));
    }),
  );
}

function chartOf(
  cells: readonly GrowthCell[],
  along: Along,
  { teacher, studentSteps }: Net2NetExperimentResult,
): ExperimentChart['draw'] {
  const { label, description, x, shown } = axes[along];
  const spent = teacher.runs[0]!.curve.at(-1)!.multiplyAdds / tera;
  const series = cells.map((cell): ChartSeries => {
    const curves = cell.runs.map(({ curve }) => curve.filter((point) => shown(point, studentSteps)));
    const toPoint = (point: AccuracyPoint) => ({ x: x(point), y: 100 * point.accuracy });
    return {
      name: cell.student,
      line: meanCurve(curves).map(toPoint),
      ...(curves.length > 1 && {
        dots: curves.flatMap((curve) => curve.slice(-1).map(toPoint)),
      }),
      dashed: !isExact(cell),
    };
  });
  return (theme) =>
    lineChart(series, {
      description: `${description} Means over seeds as lines, the seeds' last values as dots, baselines dashed.`,
      x: { label },
      y: { label: 'held-out accuracy, %' },
      rules: [
        { axis: 'y', at: 100 * teacher.measures.equalCompute.mean, label: 'teacher' },
        ...(along === 'multiply-adds' ? [{ axis: 'x' as const, at: spent, label: 'teacher trained' }] : []),
      ],
      theme,
    });
}

/** Whether it starts by computing what the teacher does, or nearly so, in a network that is larger. */
function isExact({ student }: GrowthCell): boolean {
  return (student.startsWith('wider') || student === 'deeper') && !student.endsWith('from-scratch');
}

/** The mean over seeds, up to where the first of them ended. */
function meanCurve(curves: readonly (readonly AccuracyPoint[])[]): readonly AccuracyPoint[] {
  const shortest = curves.reduce((least, curve) => (curve.length < least.length ? curve : least));
  return shortest.map((point, i) => ({
    ...point,
    accuracy: curves.reduce((sum, curve) => sum + curve[i]!.accuracy, 0) / curves.length,
  }));
}
