/** Metrics survive crashes, and charts show what is in them. */

import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readImage } from '../images/index.js';
import { metricsToCsv } from './csv.js';
import { curveOf, smooth, thin } from './curve.js';
import { lossChart } from './loss-chart.js';
import { writeLossReport } from './loss-report.js';
import { openMetricsFile, readMetrics } from './metrics-file.js';
import type { MetricsRow } from './metrics-row.js';
import { spread } from './spread.js';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-reports-'));
  path = join(folder, 'run/metrics.jsonl');
});
afterEach(() => rm(folder, { recursive: true }));

const row = (step: number): MetricsRow => ({
  step,
  loss: 1 / (3 + step),
  'validation.loss': Math.SQRT1_2 ** step,
});

async function write(steps: readonly number[], after?: number) {
  const file = await openMetricsFile(path, after === undefined ? {} : { after });
  for (const step of steps) file.append(row(step));
  await file.flush();
  await file.close();
}

describe('metrics.jsonl', () => {
  it('is read back number by number, NaN included', async () => {
    const rows = [row(1), { step: 2, loss: Number.NaN, tiny: 5e-324 }, row(3)];
    const file = await openMetricsFile(path);
    for (const each of rows) file.append(each);
    expect(await readMetrics(path)).toEqual(rows);
    await file.close();
    expect((await readFile(path, 'utf8')).split('\n')[1]).toBe('{"step":2,"loss":null,"tiny":5e-324}');
  });

  it('goes on after a step as if nothing had come after it, wherever a crash cut it', async () => {
    await write([1, 2, 3, 4, 5, 6]);
    const whole = await readFile(path, 'utf8');
    const firstFour = whole.split('\n').slice(0, 4).join('\n').length + 1;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: firstFour, max: whole.length }), async (length) => {
        await writeFile(path, whole);
        await truncate(path, length);
        await write([5, 6], 4);
        expect(await readFile(path, 'utf8')).toBe(whole);
      }),
      { numRuns: 40 },
    );
  });

  it('starts anew if not told to go on', async () => {
    await write([1, 2, 3]);
    await write([1]);
    expect(await readMetrics(path)).toEqual([row(1)]);
  });

  it('is read without a last line that is still being written; other broken lines are named', async () => {
    await write([1, 2]);
    await appendFile(path, '{"step":3,"lo');
    expect(await readMetrics(path)).toEqual([row(1), row(2)]);
    for (const line of ['ss":0', '[1]', 'null', '{"loss":1}', '{"step":1,"loss":"high"}']) {
      await writeFile(path, `{"step":1}\n${line}\n`);
      await expect(readMetrics(path)).rejects.toMatchObject({
        code: 'invalid-data',
        where: `${path}, line 2`,
      });
    }
    await expect(readMetrics(join(folder, 'nothing'))).rejects.toMatchObject({ code: 'file-not-found' });
  });
});

describe('metricsToCsv', () => {
  it('has a column for every metric and quotes names that need it', () => {
    const rows = [
      { step: 1, loss: 0.5 },
      { step: 2, loss: Number.NaN, 'a "b", c': 1e-9 },
    ];
    expect(metricsToCsv(rows)).toBe('step,loss,"a ""b"", c"\r\n1,0.5,\r\n2,,1e-9\r\n');
  });
});

describe('curves', () => {
  const values = fc.array(
    fc.double({ min: -100, max: 100, noNaN: true }).map((value) => value + 0),
    { minLength: 1, maxLength: 50 },
  );
  const curve = (list: readonly number[]) => list.map((value, i) => ({ step: i + 1, value }));

  it('leave out what is not finite or not there', () => {
    const rows = [{ step: 1, loss: 1 }, { step: 2 }, { step: 3, loss: Number.NaN }, { step: 4, loss: 4 }];
    expect(curveOf(rows, 'loss').map(({ step }) => step)).toEqual([1, 4]);
  });

  it('smoothed by nothing are themselves; smoothed, they stay between their extremes and turn round with time', () => {
    const valuesOf = (points: readonly { value: number }[]) => points.map(({ value }) => value);
    fc.assert(
      fc.property(values, (list) => {
        expect(valuesOf(smooth(curve(list), 0))).toEqual(list);
        const smoothed = valuesOf(smooth(curve(list), 0.9));
        expect(Math.max(...smoothed)).toBeLessThanOrEqual(Math.max(...list) + 1e-9);
        expect(Math.min(...smoothed)).toBeGreaterThanOrEqual(Math.min(...list) - 1e-9);
        const reversed = valuesOf(smooth(curve(list.toReversed()), 0.9)).reverse();
        smoothed.forEach((value, i) => void expect(value).toBeCloseTo(reversed[i]!, 9));
      }),
    );
  });

  it('thinned out keep their mean, if the runs are even', () => {
    const thinned = thin(curve(Array.from({ length: 1000 }, (_, i) => i)), 100);
    expect(thinned).toHaveLength(100);
    expect(thinned[0]).toEqual({ step: 5.5, value: 4.5 });
    expect(thin(curve([1, 2, 3]), 3)).toEqual(curve([1, 2, 3]));
  });
});

describe('spread', () => {
  it('keeps places apart and in order, and moves none without need', () => {
    const places = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 12 });
    fc.assert(
      fc.property(places, (wanted) => {
        const placed = spread(wanted, 5);
        const order = [...wanted.keys()].sort((a, b) => wanted[a]! - wanted[b]!);
        for (let i = 1; i < order.length; i++) {
          expect(placed[order[i]!]! - placed[order[i - 1]!]!).toBeGreaterThanOrEqual(5 - 1e-9);
        }
        const mean = (list: number[]) => list.reduce((sum, value) => sum + value, 0);
        expect(mean(placed)).toBeCloseTo(mean(wanted), 6);
      }),
    );
    expect(spread([10, 30, 20], 5)).toEqual([10, 30, 20]);
  });
});

describe('lossChart', () => {
  const rows = Array.from({ length: 5000 }, (_, i) => ({
    step: i + 1,
    loss: Math.exp(-i / 1000) + 0.1,
    'pixel <0>': Math.exp(-i / 500) + 0.1,
    ...((i + 1) % 1000 === 0 && { 'validation.loss': 0.5 }),
  }));
  const count = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length;

  it('has a name for each metric, a dot for each validation, and is small however long the run', () => {
    const svg = lossChart(rows, { title: 'autoencoder' });
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    for (const text of ['>loss<', '>pixel &lt;0&gt;<', '>autoencoder<', '>0.5<']) expect(svg).toContain(text);
    expect(count(svg, /<circle /g)).toBe(5);
    expect(svg.length).toBeLessThan(100_000);
    expect(lossChart(rows, { title: 'autoencoder' })).toBe(svg);
  });

  it('draws only the metrics named', () => {
    const svg = lossChart(rows, { metrics: ['pixel <0>'] });
    expect(svg).not.toContain('>loss<');
    expect(count(svg, /<circle /g)).toBe(0);
  });

  it('draws values that are not positive on a linear axis, and one single point', () => {
    expect(
      lossChart([
        { step: 1, loss: -1 },
        { step: 2, loss: 1 },
      ]),
    ).toContain('>0<');
    expect(lossChart([{ step: 1, loss: 1 }])).toContain('>loss<');
  });

  it('has nothing to draw without metrics', () => {
    for (const empty of [[], [{ step: 1 }], [{ step: 1, loss: Number.NaN }]]) {
      expect(() => lossChart(empty)).toThrow('no metric to draw');
    }
  });

  it('is a picture with text on a machine without fonts', async () => {
    await writeLossReport(folder, rows.slice(0, 50));
    expect(await readFile(join(folder, 'loss.svg'), 'utf8')).toBe(lossChart(rows.slice(0, 50)));
    const { width, height, data } = await readImage(join(folder, 'loss.png'), { channels: 1 });
    expect([width, height]).toEqual([1440, 800]);
    const belowTheAxis = data.subarray(735 * width, 765 * width);
    expect(belowTheAxis.filter((sample) => sample < 0.3).length).toBeGreaterThan(200);
  });
});
