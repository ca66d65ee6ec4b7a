/** What the report of a training run shows. */

import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { phaseStrip, phasesOf } from './chart/phase-strip.js';
import { ticksOf, tickText } from './chart/ticks.js';
import { htmlReport } from './html/index.js';
import { scaleFor } from './loss-chart.js';
import { type TrainingFacts, trainingReport } from './training-report.js';

const rows = Array.from({ length: 300 }, (_, i) => ({
  step: i + 1,
  loss: 1 / (i + 1),
  pixel: 0.5 / (i + 1),
  ratio: 1 + Math.sin(i / 20),
  ...((i + 1) % 100 === 0 && { 'validation.loss': 2 / (i + 1), 'validation.psnr': 20 + i / 100 }),
}));
const facts: TrainingFacts = {
  name: 'first run',
  lead: 'Trained for a test.',
  results: { psnr: '23 dB' },
  options: { steps: 300, seed: 1 },
  rows,
  losses: ['loss', 'pixel', 'not measured'],
  rules: { ratio: [{ at: 0.1, label: 'too good' }, { at: 500 }] },
  programs: rows.map(({ ratio }) => (ratio > 0.1 ? 'both' : 'generator')),
  pictures: [
    {
      caption: 'Held out.',
      rows: [
        {
          label: 'original',
          pictures: [{ width: 1, height: 1, channels: 1, data: Float32Array.of(0.5) }],
        },
      ],
    },
  ],
};

async function page(given: TrainingFacts) {
  const { document } = parseHTML(await htmlReport(trainingReport(given)));
  const texts = (selector: string) =>
    [...document.querySelectorAll(selector)].map((each) => each.textContent);
  return { document, texts };
}

describe('the report of a run', () => {
  it('shows results and pictures first, then every metric of training and validation, then the options', async () => {
    const { document, texts } = await page(facts);
    expect(texts('h2')).toEqual(['Results', 'Training', 'Options']);
    expect(texts('h3')).toEqual(['loss, pixel', 'loss', 'pixel', 'psnr', 'ratio', 'Who trained when']);
    expect(texts('dt')).toEqual(['psnr', 'steps', 'seed']);
    expect(document.querySelectorAll('section:first-of-type img')).toHaveLength(1);
    expect(document.querySelectorAll('circle')).toHaveLength(3 + 3 + 3);
  });

  it('draws the thresholds that are in sight, and who trained when', async () => {
    const { document, texts } = await page(facts);
    expect(texts('svg text').filter((text) => text === 'too good')).toHaveLength(1);
    const strip = [...document.querySelectorAll('svg')].at(-1)!;
    const runs = phasesOf(
      rows.map(({ step }) => step),
      facts.programs!,
    );
    expect(runs.length).toBeGreaterThan(2);
    expect(strip.querySelectorAll('rect')).toHaveLength(runs.length);
  });

  it('has no charts of a run that took no step, and no empty sections', async () => {
    const { texts } = await page({ name: 'none', options: { steps: 0 }, rows: [] });
    expect(texts('h2')).toEqual(['Options']);
    expect(texts('svg')).toEqual([]);
  });

  it('leaves out metrics that were never finite', async () => {
    const { texts } = await page({ name: 'NaN', options: {}, rows: [{ step: 1, loss: 1, bad: Number.NaN }] });
    expect(texts('h3')).toEqual(['loss']);
  });
});

describe('phases', () => {
  it('are runs of one name', () => {
    expect(phasesOf([1, 2, 3, 7], ['a', 'a', 'b', 'a'])).toEqual([
      { from: 1, to: 2, name: 'a' },
      { from: 3, to: 3, name: 'b' },
      { from: 7, to: 7, name: 'a' },
    ]);
    expect(() => phaseStrip([])).toThrow('no phases');
  });
});

it.each([
  ['log', 'falls by factors', [[1, 0.1]]],
  [
    'log',
    'is of terms of very different sizes',
    [
      [1000, 100],
      [0.01, 0.001],
    ],
  ],
  ['linear', 'hardly changes', [[1, 0.9]]],
  ['linear', 'falls to next to nothing', [[1e-3, 1e-9]]],
  ['linear', 'is not positive', [[1, -1]]],
] as const)('an axis is %s where what it shows %s', (scale, _, lists) => {
  const series = lists.map((values) => ({ name: '', line: values.map((y, x) => ({ x, y })) }));
  expect(scaleFor([...series, { name: 'without points' }])).toBe(scale);
});

describe('ticks', () => {
  it.each([
    ['linear', 0, 10, [0, 2, 4, 6, 8, 10]],
    ['linear', -0.3, 0.3, [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3]],
    ['linear', 3, 3, [3]],
    ['log', 0.1, 10, [0.1, 0.2, 0.5, 1, 2, 5, 10]],
    ['log', 1e-6, 1, [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1]],
    ['log', 3, 4, [3, 3.2, 3.4, 3.6, 3.8, 4]],
  ] as const)('of a %s axis from %d to %d are round', (scale, low, high, wanted) => {
    expect(ticksOf(scale, [low, high])).toEqual(wanted);
  });

  it('are written shortly', () => {
    expect([0, 0.005, 1500, 1e-7, 2e9].map(tickText)).toEqual(['0', '0.005', '1,500', '1e-7', '2e+9']);
  });
});
