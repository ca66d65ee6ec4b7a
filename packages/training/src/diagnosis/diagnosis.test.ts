/** Diagnoses of designs and files: what they say, and the files they leave. */

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { conv2d, dense, globalAveragePool, init, relu, sequential, toOnnx } from '@diopter/core-tensor/graph';
import { writeOnnx } from '@diopter/core-tensor/onnx';
import { normalValues, randomKey } from '@diopter/core-tensor/random';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readImage, writeImage } from '../images/index.js';
import { type DiagnoseModelOptions, diagnoseModel } from './diagnose-model.js';
import { conditionOf, diagnosisData, shownLayers } from './result.js';
import { settingText } from './setting-text.js';
import { writeDiagnosis } from './write-diagnosis.js';

let folder: string;
let pictures: string[];
let model: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-diagnosis-'));
  pictures = ['a.png', 'b.png', 'c.png'].map((name) => join(folder, name));
  for (const [i, path] of pictures.entries()) {
    const data = normalValues(randomKey(i), [8, 8, 3]).data.map((value) => 0.5 + 0.2 * value);
    await writeImage(path, { width: 8, height: 8, channels: 3, data });
  }
  model = join(folder, 'model.onnx');
  const network = sequential([null, null, null, 3], {
    conv: conv2d({ filters: 4, kernelSize: 3 }),
    relu: relu(),
    pool: globalAveragePool(),
    output: dense({ units: 3 }),
  });
  await writeFile(model, writeOnnx(toOnnx(network, init(network, randomKey(1)), { layout: 'nhwc' })));
});
afterAll(() => rm(folder, { recursive: true }));

const small = { examples: 16, points: 64, size: 8 } as const;
const design = (depth: number, options: object) =>
  diagnoseModel({ ...small, design: { depth, channels: 8, activation: 'relu', init: 'he', ...options } });

describe('diagnoseModel', () => {
  it('tells designs that shatter from those that do not, before they are trained', async () => {
    const normalised = { normalisation: 'batch-norm' };
    const [plain, residual, linear] = [
      await design(40, normalised),
      await design(40, { ...normalised, architecture: 'residual' }),
      await design(40, { activation: 'crelu', init: 'looks-linear' }),
    ];
    const states = [plain, residual, linear].map(({ diagnosis }) => diagnosis.verdict.gradient);
    expect(states).toEqual(['shattered', 'coherent', 'constant']);
    expect(plain.diagnosis.statistics).toBe('examples');
    expect(settingText(plain)).toContain('drawn inputs');
    expect(plain.network).toBe('40 plain layers of relu, normalisation batch-norm, he start');
  });

  it('measures a file on pictures, as they are scaled for it, the same every time', async () => {
    const options = { model, pictures, points: 32, preprocessing: { mean: 0.5 } };
    const [result, again] = [await diagnoseModel(options), await diagnoseModel(options)];
    expect(result.inputs).toMatchObject({ drawn: false, count: 3, shape: [8, 8, 3] });
    expect(result.output).toBe('output');
    expect(diagnosisData(again)).toEqual(diagnosisData(result));
    expect(settingText(result)).toContain('a.png, b.png and 1 more; pixels in [0, 1], less 0.5');
    const other = await diagnoseModel({ ...options, seed: 2 });
    expect(other.diagnosis.correlation.ends).not.toBe(result.diagnosis.correlation.ends);
  });

  it.each([
    ['nothing', {}, 'invalid-option', /no network/],
    ['a file and a design', { model: 'x.onnx', design: {} }, 'invalid-option', /layers already/],
    ['a data set without a folder', { model: 'x.onnx', dataset: 'cifar10' }, 'invalid-option', /--data/],
    ['pictures and a folder', { model: 'x.onnx', pictures: ['a'], data: 'b' }, 'invalid-option', /either/],
    ['an option out of range', { design: { depth: 1 } }, 'invalid-option', /option depth/],
  ] as [string, DiagnoseModelOptions, string, RegExp][])('refuses %s', async (_, options, code, message) => {
    await expect(diagnoseModel(options)).rejects.toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });

  it('refuses one picture, and two that are the same', async () => {
    const [first] = pictures as [string];
    await expect(diagnoseModel({ model, pictures: [first] })).rejects.toThrow(/one picture is no path/);
    await expect(diagnoseModel({ model, pictures: [first, first] })).rejects.toThrow(/the same/);
  });
});

describe('writeDiagnosis', () => {
  const charts = (names: readonly string[]) => names.flatMap((name) => [`${name}.png`, `${name}.svg`]);

  it('leaves numbers without gradients or NaN, pictures and a page', async () => {
    const out = join(folder, 'result');
    const result = await diagnoseModel({ model, pictures, points: 32 });
    const paths = await writeDiagnosis(out, result);
    const drawn = ['autocorrelation', 'co-activation', 'covariance', 'singular-values'];
    expect((await readdir(out)).sort()).toEqual([...charts(drawn), 'diagnosis.json', 'report.html'].sort());
    expect(paths).toHaveLength(2 + drawn.length);
    const text = await readFile(join(out, 'diagnosis.json'), 'utf8');
    expect(text.length).toBeLessThan(20_000);
    const numbers = JSON.parse(text);
    expect(numbers.verdict.words).toBe(result.diagnosis.verdict.words);
    expect(numbers.autocorrelation[1]).toMatchObject({ lag: 1, value: result.diagnosis.autocorrelation[1] });
    const page = await readFile(join(out, 'report.html'), 'utf8');
    for (const title of ['Covariance of gradients', 'Activity of units', '(relu)'])
      expect(page).toContain(title);
    const { data } = await readImage(join(out, 'covariance.png'));
    expect(new Set(data).size).toBeGreaterThan(50);
  });

  it('draws no autocorrelation and no covariance of a constant gradient, and writes null for what is not defined', async () => {
    const out = join(folder, 'constant');
    await writeDiagnosis(out, await design(4, { activation: 'crelu', init: 'looks-linear' }));
    const files = await readdir(out);
    expect(files.filter((file) => /^(autocorrelation|covariance)/.test(file))).toEqual([]);
    const numbers = JSON.parse(await readFile(join(out, 'diagnosis.json'), 'utf8'));
    expect([numbers.brownShare, numbers.autocorrelation[1].value]).toEqual([null, null]);
    expect(await readFile(join(out, 'report.html'), 'utf8')).not.toContain('NaN');
  });
});

describe('shownLayers', () => {
  const layers = Array.from({ length: 100 }, (_, i) => ({
    name: `relu${i}`,
    kind: 'relu',
    alike: i === 31 ? 0.9 : 0.1,
    dead: i === 77 ? 0.5 : 0,
  }));

  it('has all of a few layers', () => {
    expect(shownLayers(layers.slice(0, 10))).toMatchObject({ others: 0 });
  });

  it('has some of many, the first, the last and the worst among them, and counts the others', () => {
    const { layers: shown, others } = shownLayers(layers);
    expect(shown.length + others).toBe(100);
    expect(shown.length).toBeLessThan(20);
    expect(shown.map(({ place }) => place)).toEqual(expect.arrayContaining([1, 32, 78, 100]));
  });
});

it('a Jacobian without full rank has no finite condition', () => {
  const condition = (...singularValues: number[]) =>
    conditionOf({ place: 0, singularValues, complete: true }).condition;
  expect([condition(4, 2), condition(4, 0)]).toEqual([2, Number.POSITIVE_INFINITY]);
});
