/** The experiment of growth: do students that start from a smaller teacher learn sooner than those that start from nothing? */

import { join } from 'node:path';
import { foldIn, randomKey } from '@diopter/core-tensor/random';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { freshModel } from '@diopter/net2net';
import {
  type ClassifierNetwork,
  centredNetwork,
  namedClassifier,
  openClassified,
  readTrained,
} from '../../recipes/index.js';
import { multiplyAddsPerStep, stepsFor } from './cost.js';
import { type GrowthTraining, judgedRun, type PlannedRun, type Watching } from './judged-run.js';
import { deepening, usualChannels } from './networks.js';
import { type GrowthCell, type GrowthRun, measuresOf, type Net2NetExperimentResult } from './result.js';
import { deeperGraph, type Growing, type Student, type StudentKind, students } from './students.js';
import { writeNet2NetExperiment } from './write-experiment.js';

/** What is trained, on what. */
export interface Net2NetExperimentOptions extends Watching {
  /** A folder of the data set that `dataset` names. */
  readonly data: string;
  readonly dataset?: string;
  /** The folder of all runs and of the result. */
  readonly out: string;
  readonly network?: ClassifierNetwork;
  /** Of the first convolutions of the wider student. */
  readonly channels?: number;
  /** How many times the teacher's channels the wider student has: `1 / sqrt(0.3)` in the paper. */
  readonly factor?: number;
  readonly students?: readonly Student[];
  readonly seeds?: readonly number[];
  /** Steps of each teacher. */
  readonly teacherSteps?: number;
  /** Steps of students that start from a teacher. */
  readonly studentSteps?: number;
  /** What the learning rates of these students are of the teacher's: a tenth in the paper. */
  readonly rateShares?: readonly number[];
  /** Deviation of noise, in units of that of the weights. */
  readonly noiseScale?: number;
  /** Other options of every run, as of `trainClassifier`; the learning rate is the teacher's. */
  readonly training?: Partial<Omit<GrowthTraining, 'data' | 'dataset' | 'seed' | 'steps'>>;
}

/** Rates stay as they are, so that a curve is at each of its points what a run of that length would be. */
const usualTraining = {
  optimizer: 'adam',
  learningRate: 1e-3,
  batch: 64,
  heldOut: 0.1,
  schedule: 'constant',
  warmUpSteps: 0,
  validateEvery: 50,
  checkpointEvery: 250,
} as const;

/** Batches that deeper students measure, and pictures that networks are compared on. */
const measuredBatches = 4;
const comparedPictures = 8;

/** Everybody but the copies that never part: the paper does not train these either. */
const usualStudents = (Object.keys(students) as Student[]).filter((student) => student !== 'wider-even');

/**
 * Trains a teacher with every seed, makes students of it, wider and deeper, and trains these beside the same networks from random weights (Chen et al. 2015,
 * arXiv 1511.05641, section 3). Students that start from the teacher have `studentSteps`; what starts from nothing has the teacher's multiply-adds to spend
 * too, and `same-size`, the teacher trained on, as many multiply-adds as the wider students. So curves can be compared step by step, which gives the teacher
 * for free, and by all that was spent. Nothing is chosen by held-out pictures.
 *
 * Runs that are there already are not trained again; a run that was stopped goes on. Several calls can share a folder if they train different seeds or students:
 * a last call with all of them finds their runs and writes the result.
 *
 * @throws DiopterError as `trainClassifier`, `widen` and `deepen`; a loss that is not finite is a result.
 * @returns `undefined` if the signal stopped it: call it again to go on.
 *
 * @example
 * const result = await net2netExperiment({ data: 'cifar-10-batches-bin', out: 'runs/growth', network: 'plain-cnn' });
 */
export async function net2netExperiment({
  data,
  dataset = 'cifar10',
  out,
  network = 'plain-cnn',
  channels = usualChannels(network),
  factor = 1 / Math.sqrt(0.3),
  students: chosen = usualStudents,
  seeds = [1, 2, 3],
  teacherSteps = 600,
  studentSteps = 600,
  rateShares = [0.1, 1],
  noiseScale = 0.05,
  training = {},
  ...watching
}: Net2NetExperimentOptions): Promise<Net2NetExperimentResult | undefined> {
  const say = (text: string) => watching.onEvent?.({ kind: 'message', text });
  const common = { ...usualTraining, ...training, data, dataset };
  const pictures = await openClassified({ data, dataset, key: randomKey(0) }, common);
  const centring = await pictures.centring();
  const named = (width: number) =>
    centredNetwork(
      namedClassifier(network, {
        imageShape: pictures.shape,
        outputs: pictures.classes.length,
        channels,
        width,
      }),
      centring,
    );
  const [teacherGraph, wider] = [named(1 / factor), named(1)];
  const deeper = deepening(network, teacherGraph);
  const measuredPictures = stacked(
    await Promise.all(Array.from({ length: measuredBatches }, (_, i) => pictures.training(i))),
  );
  const perStep = {
    teacher: multiplyAddsPerStep(teacherGraph, common.batch),
    wider: multiplyAddsPerStep(wider, common.batch),
    deeper: multiplyAddsPerStep(deeperGraph(teacherGraph, deeper), common.batch),
  };
  const spent = teacherSteps * perStep.teacher;

  const run = (folder: string, planned: Omit<PlannedRun, 'studentSteps'>) =>
    judgedRun(join(out, folder), { ...planned, studentSteps }, watching);
  const origin = { network, channels, factor };

  const teachers: GrowthRun[] = [];
  const cells = cellsOf(chosen, rateShares).map((cell) => ({ ...cell, runs: [] as GrowthRun[] }));
  for (const seed of seeds) {
    say(`teacher, seed ${seed}`);
    const folder = `seed-${seed}`;
    const key = randomKey(seed);
    const teacher = await run(join(folder, 'teacher'), {
      training: { ...common, seed, steps: teacherSteps },
      origin,
      start: async () => ({ model: freshModel(teacherGraph, foldIn(key, 'teacher')) }),
      spent: 0,
    });
    if (teacher === undefined) return undefined;
    teachers.push(teacher);
    for (const { student, rateShare, runs } of cells) {
      say(`${student}, rate times ${rateShare}, seed ${seed}`);
      const { family, fromTeacher, grow } = students[student];
      const budget = {
        total: spent + studentSteps * perStep[family],
        before: fromTeacher ? spent : 0,
      };
      const growing = async (): Promise<Growing> => ({
        teacher: await readTrained(join(out, folder, 'teacher'), teacherGraph),
        ...{ wider, deeper, noiseScale },
        pictures: { input: measuredPictures },
        compared: { input: firstOf(measuredPictures, comparedPictures) },
        key: foldIn(key, family),
      });
      const one = await run(join(folder, `${student}-rate-${rateShare}`), {
        training: {
          ...common,
          seed,
          learningRate: common.learningRate * rateShare,
          steps: stepsFor(budget, student === 'same-size' ? perStep.teacher : perStep[family]),
        },
        origin: { ...origin, student, noiseScale, teacherSteps, teacherRate: common.learningRate },
        start: async () => grow(await growing()),
        spent: budget.before,
      });
      if (one === undefined) return undefined;
      runs.push(one);
    }
  }
  const result: Net2NetExperimentResult = {
    network,
    studentSteps,
    heldOut: pictures.heldOutCount,
    teacher: { runs: teachers, measures: measuresOf(teachers) },
    cells: cells.map((cell) => ({ ...cell, measures: measuresOf(cell.runs) })),
  };
  await writeNet2NetExperiment(out, result);
  return result;
}

/** Every student at every share of the rate; what starts from nothing has the teacher's rate. */
function cellsOf(
  chosen: readonly Student[],
  rateShares: readonly number[],
): readonly Pick<GrowthCell, 'student' | 'rateShare'>[] {
  return chosen.flatMap((student) => {
    const { fromTeacher }: StudentKind = students[student];
    return (fromTeacher ? rateShares : [1]).map((rateShare) => ({ student, rateShare }));
  });
}

/** The pictures of several batches as one tensor. */
function stacked(batches: readonly { readonly images: HostTensor<'float32'> }[]): HostTensor<'float32'> {
  const parts = batches.map(({ images }) => images);
  const count = parts.reduce((sum, { shape }) => sum + shape[0]!, 0);
  const data = new Float32Array(parts.reduce((sum, part) => sum + part.data.length, 0));
  let offset = 0;
  for (const part of parts) {
    data.set(part.data, offset);
    offset += part.data.length;
  }
  return { shape: [count, ...parts[0]!.shape.slice(1)], dtype: 'float32', data };
}

function firstOf({ shape, data }: HostTensor<'float32'>, count: number): HostTensor<'float32'> {
  const kept = Math.min(count, shape[0]!);
  return {
    shape: [kept, ...shape.slice(1)],
    dtype: 'float32',
    data: data.slice(0, (data.length / shape[0]!) * kept),
  };
}
