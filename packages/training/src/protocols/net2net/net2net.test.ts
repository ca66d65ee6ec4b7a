/** The parts of the experiment of growth: every student of every network, what it costs, and what a result shows. */

import { type Graph, summary } from '@diopter/core-tensor/graph';
import { foldIn, randomKey, uniformValues } from '@diopter/core-tensor/random';
import { freshModel, tolerances } from '@diopter/net2net';
import { describe, expect, it } from 'vitest';
import { centredNetwork, classifierNetworks, namedClassifier } from '../../recipes/index.js';
import { growthCharts } from './charts.js';
import { multiplyAddsPerStep, stepsFor } from './cost.js';
import { deepening } from './networks.js';
import { type GrowthRun, measured, measuresOf } from './result.js';
import { deeperGraph, type Growing, type Student, students, widenRequests } from './students.js';
import { net2netReport } from './write-experiment.js';

const imageShape = [8, 8, 3] as const;
const centring = { mean: [0.4, 0.5, 0.6], deviation: 0.25 };
const factor = 1 / Math.sqrt(0.3);
const key = randomKey(1);

const graphOf = (name: (typeof classifierNetworks)[number], width: number): Graph =>
  centredNetwork(namedClassifier(name, { imageShape, outputs: 4, channels: 4, width }), centring);

function growingOf(name: (typeof classifierNetworks)[number]): Growing {
  const teacher = graphOf(name, 1 / factor);
  const model = freshModel(teacher, key);
  const pictures = { input: uniformValues(foldIn(key, 'pictures'), [16, ...imageShape]) };
  const optimizer = { gradientSum: model.parameters, squareSum: model.parameters };
  return {
    teacher: { model, training: { optimizer, counters: { step: 7 } } },
    wider: graphOf(name, 1),
    deeper: deepening(name, teacher),
    noiseScale: 0.05,
    pictures,
    compared: pictures,
    key,
  };
}

const names = Object.keys(students) as Student[];
/** What computes the same as the teacher, and what does not; the rest does not start from it. */
const same: readonly Student[] = [
  'wider-even',
  'wider-zero-sum',
  'wider-uneven',
  'wider-with-state',
  'deeper',
];
const other: readonly Student[] = ['wider-paper', 'random-pad', 'random-deeper'];

describe.each(classifierNetworks)('of %s', (name) => {
  const growing = growingOf(name);
  const families = {
    wider: growing.wider,
    deeper: deeperGraph(growing.teacher.model.graph, growing.deeper),
  };

  it('every student has the graph of its family', async () => {
    for (const student of names.filter((each) => each !== 'same-size')) {
      const { model } = await students[student].grow(growing);
      expect(model.graph, student).toEqual(families[students[student].family]);
    }
    expect((await students['same-size'].grow(growing)).model).toBe(growing.teacher.model);
  });

  it('students compute what the teacher does, or not, as they claim', async () => {
    for (const student of [...same, ...other]) {
      const { outputs } = (await students[student].grow(growing)).certificate!;
      const moved = Math.max(...outputs.map(({ float32, largest }) => float32 / largest));
      if (same.includes(student)) expect(moved, student).toBeLessThan(tolerances.float32);
      else expect(moved, student).toBeGreaterThan(100 * tolerances.float32);
    }
  });

  it('wider students that go on with the optimizer have its state in their own shapes, and its steps', async () => {
    const { model, training } = await students['wider-with-state'].grow(growing);
    expect(training!.counters).toEqual({ step: 7 });
    for (const slot of Object.values(training!.optimizer!)) {
      for (const [node, own] of Object.entries(model.parameters)) {
        for (const [parameter, { shape }] of Object.entries(own)) {
          expect(slot[node]![parameter]!.shape, `${node} ${parameter}`).toEqual(shape);
        }
      }
    }
  });

  it('deeper students have more layers, wider ones three times the weights', () => {
    const { graph } = growing.teacher.model;
    const convolutions = ({ nodes }: Graph) =>
      Object.values(nodes).filter(({ layer }) => layer.kind === 'conv2d').length;
    expect(convolutions(families.deeper)).toBeGreaterThan(convolutions(graph) + 2);
    expect(summary(families.wider).parameters).toBeGreaterThan(2.5 * summary(graph).parameters);
    const requests = widenRequests(graph, families.wider);
    expect(requests.length).toBeGreaterThan(5);
    expect(requests.map(({ layer }) => layer)).not.toContain('output');
  });
});

describe('multiplyAddsPerStep', () => {
  it('is three times the pass forwards of the whole batch', () => {
    const network = graphOf('plain-cnn', 1);
    const channels = [3, 4, 4, 8, 8, 16, 16];
    const pixels = [64, 64, 16, 16, 4, 4];
    const forwards = pixels.reduce(
      (sum, count, i) => sum + count * 9 * channels[i]! * channels[i + 1]!,
      16 * 4,
    );
    expect(multiplyAddsPerStep(network, 5)).toBe(3 * 5 * forwards);
  });

  it('gives who starts from nothing the steps that the teacher has cost', () => {
    expect(stepsFor({ total: 1000, before: 400 }, 2)).toBe(300);
    expect(stepsFor({ total: 1000, before: 0 }, 2)).toBe(500);
  });
});

/** A run whose accuracy goes from one number to another, a validation every 10 steps. */
const runOf = (seed: number, steps: number, from: number, to: number, spent = 0): GrowthRun => {
  const curve = Array.from({ length: steps / 10 + 1 }, (_, i) => ({
    step: 10 * i,
    multiplyAdds: spent + 1e10 * i,
    accuracy: from + ((to - from) * 10 * i) / steps,
  }));
  return {
    ...{ seed, steps, curve },
    learningRate: 1e-3,
    diverged: false,
    ...measured(curve, 40),
    multiplyAddsPerStep: 1e9,
    seconds: 1,
  };
};

describe('a result', () => {
  const cellOf = (student: Student, rateShare: number, runs: readonly GrowthRun[]) => ({
    ...{ student, rateShare, runs },
    measures: measuresOf(runs),
  });
  const teacher = [1, 2].map((seed) => runOf(seed, 40, 0.1, 0.5));
  const cells = [
    cellOf(
      'wider-uneven',
      0.1,
      [1, 2].map((seed) => runOf(seed, 40, 0.5, 0.6 + 0.1 * seed, 4e10)),
    ),
    cellOf(
      'wider-from-scratch',
      1,
      [1, 2].map((seed) => runOf(seed, 80, 0.1, 0.7)),
    ),
    cellOf(
      'deeper',
      0.1,
      [1, 2].map((seed) => runOf(seed, 40, 0.5, 0.6, 4e10)),
    ),
  ];
  const result = {
    ...{ network: 'plain-cnn', studentSteps: 40, heldOut: 100, cells },
    teacher: { runs: teacher, measures: measuresOf(teacher) },
  };

  it('tells what starts from nothing at equal steps from the same at equal compute', () => {
    const { atStart, equalSteps, equalCompute } = cells[1]!.measures;
    expect([atStart.mean, equalSteps.mean, equalCompute.mean]).toEqual(
      [0.1, 0.4, 0.7].map((value) => expect.closeTo(value, 9)),
    );
    expect(cells[0]!.measures.equalCompute).toEqual({
      mean: expect.closeTo(0.75, 9),
      deviation: expect.closeTo(0.1 / Math.SQRT2, 9),
    });
  });

  it('has a chart for each family and axis, with every student in its place', () => {
    const charts = growthCharts(result);
    expect(charts.map(({ file }) => file)).toEqual([
      'wider-rate-0.1-steps.png',
      'wider-rate-0.1-multiply-adds.png',
      'deeper-rate-0.1-steps.png',
      'deeper-rate-0.1-multiply-adds.png',
    ]);
    const svg = charts[0]!.draw('paper');
    expect(svg).toContain('wider-uneven');
    expect(svg).toContain('wider-from-scratch');
    expect(svg).not.toContain('>deeper<');
  });

  it('has both comparisons in its tables, and every run', () => {
    const { lead, sections } = net2netReport(result);
    expect(lead).toContain('100 held-out pictures');
    expect(lead).toContain('5.0 points');
    const [means, runs] = sections;
    const tables = means!.parts.filter((part) => part.kind === 'numbers');
    expect(tables[0]!.rows.map(({ name }) => name)).toEqual([
      'wider-uneven, rate times 0.1',
      'wider-from-scratch, rate times 1',
    ]);
    expect(tables[0]!.rows[1]!.values).toEqual([10, 40, 70].map((value) => expect.closeTo(value, 9)));
    expect(runs!.parts[0]).toMatchObject({ rows: { length: 8 } });
  });
});
