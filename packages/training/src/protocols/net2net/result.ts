/** What the experiment of growth finds: plain data. */

import { type Spread, spreadsOf } from '../spread.js';
import type { Student } from './students.js';

/** A validation. */
export interface AccuracyPoint {
  /** Steps of this network: 0 is what it started as. */
  readonly step: number;
  /** Multiply-adds that have been spent, those of the teacher included where there was one. */
  readonly multiplyAdds: number;
  /** Share of held-out pictures that are right. */
  readonly accuracy: number;
}

/** A run's numbers: shares of held-out pictures that are right. */
export interface GrowthMeasures {
  /** Before the first step. */
  readonly atStart: number;
  /** At the last validation within as many steps as students have: the teacher's are not counted. */
  readonly equalSteps: number;
  /** After the last step: all networks of a family have cost the same then, the teacher's training included. */
  readonly equalCompute: number;
}

export const growthMeasures = [
  'atStart',
  'equalSteps',
  'equalCompute',
] as const satisfies readonly (keyof GrowthMeasures)[];

/** One run. */
export interface GrowthRun extends GrowthMeasures {
  readonly seed: number;
  readonly steps: number;
  readonly learningRate: number;
  /** Whether a loss was not finite: the run ended there. */
  readonly diverged: boolean;
  readonly parameters?: number;
  readonly multiplyAddsPerStep: number;
  /** What the certificate of the growth says, if something was grown: whether the function stayed, and how far outputs moved. */
  readonly growth?: {
    readonly preserved: boolean;
    /** Largest difference of outputs in single precision, relative to the largest output. */
    readonly difference: number;
  };
  readonly curve: readonly AccuracyPoint[];
  /** Of training, validations and compiling included. */
  readonly seconds: number;
}

/** A kind of student at a rate. */
export interface GrowthCell {
  readonly student: Student;
  /** What its learning rate is of the teacher's. */
  readonly rateShare: number;
  /** One per seed. */
  readonly runs: readonly GrowthRun[];
  /** Over the seeds. */
  readonly measures: Readonly<Record<keyof GrowthMeasures, Spread>>;
}

/** Everything. */
export interface Net2NetExperimentResult {
  readonly network: string;
  /** Steps of students that start from the teacher, but for `same-size`. */
  readonly studentSteps: number;
  readonly heldOut: number;
  /** One per seed. */
  readonly teacher: {
    readonly runs: readonly GrowthRun[];
    readonly measures: GrowthCell['measures'];
  };
  readonly cells: readonly GrowthCell[];
}

/** Means and deviations over runs. */
export function measuresOf(runs: readonly GrowthRun[]): GrowthCell['measures'] {
  return spreadsOf(growthMeasures, runs);
}

/** The numbers of a curve; nothing is right of a run that was never judged. */
export function measured(curve: readonly AccuracyPoint[], studentSteps: number): GrowthMeasures {
  const within = curve.filter(({ step }) => step <= studentSteps);
  return {
    atStart: curve[0]?.accuracy ?? 0,
    equalSteps: within.at(-1)?.accuracy ?? 0,
    equalCompute: curve.at(-1)?.accuracy ?? 0,
  };
}
