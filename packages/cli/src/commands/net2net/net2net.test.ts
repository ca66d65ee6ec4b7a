/** `diopter net2net` on a small network: what it prints, what it writes, how it ends. */

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { add, conv2d, dense, globalAveragePool, graph, node, relu, tanh } from '@diopter/core-tensor/graph';
import { randomKey } from '@diopter/core-tensor/random';
import { freshModel } from '@diopter/net2net';
import { readModel, writeModel } from '@diopter/training/model-files';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DiopterOptions, diopter } from '../../testing/diopter.js';
import { smallPhotographs } from '../../testing/pictures.js';

const network = graph({
  inputs: { image: [null, 16, 16, 3] },
  nodes: {
    stem: node(conv2d({ filters: 8, kernelSize: 3 }), 'image'),
    active: node(relu(), 'stem'),
    branch: node(conv2d({ filters: 8, kernelSize: 3 }), 'active'),
    sum: node(add(), 'active', 'branch'),
    bent: node(tanh(), 'sum'),
    mean: node(globalAveragePool(), 'bent'),
    classes: node(dense({ units: 10 }), 'mean'),
  },
  outputs: ['classes'],
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-net2net-'));
  const model = freshModel(network, randomKey(1));
  const { parameters } = model;
  await writeModel(join(folder, 'small.onnx'), { model });
  await writeModel(join(folder, 'small.safetensors'), {
    model,
    training: { optimizer: { velocity: parameters }, average: parameters, counters: { step: 7 } },
  });
  await writeModel(join(folder, 'other.onnx'), { model: freshModel(network, randomKey(2)) });
  await writeFile(join(folder, 'text.onnx'), 'no model');
  await writeFile(join(folder, 'file'), '');
});
afterAll(() => rm(folder, { recursive: true }));

const net2net = (args: readonly string[], options: DiopterOptions = {}) =>
  diopter(['net2net', ...args], { cwd: folder, ...options });

describe('diopter net2net plan', () => {
  it('lists layers with their units, what ties them and what keeps them, as JSON', async () => {
    const { code, stdout, stderr } = await net2net(['plan', 'small.onnx', '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { layers, deepening } = JSON.parse(stdout);
    expect(layers).toEqual([
      { name: 'stem', kind: 'conv2d', units: 8, widenable: true, reason: null, tied: ['branch'] },
      { name: 'branch', kind: 'conv2d', units: 8, widenable: true, reason: null, tied: ['stem'] },
      {
        name: 'classes',
        kind: 'dense',
        units: 10,
        widenable: false,
        reason: 'classes is an output of the network',
        tied: [],
      },
    ]);
    expect(deepening).toContainEqual(
      expect.objectContaining({ name: 'active', ways: { identity: 'relu', residual: 'relu' } }),
    );
  });

  it('prints the same as tables', async () => {
    const { stdout } = await net2net(['plan', 'small.onnx']);
    expect(stdout).toMatch(/^stem +conv2d +8 +yes +together with branch$/m);
    expect(stdout).toMatch(/^classes +dense +10 +no +classes is an output/m);
    expect(stdout).toMatch(/^active +conv2d +relu$/m);
    expect(stdout).not.toMatch(/^bent/m);
  });
});

describe('diopter net2net widen', () => {
  it('writes the wider network and its certificate, and says what changed', async () => {
    const options = ['--layer', 'stem', '--to', '12', '--split', 'uneven', '--quiet'];
    const { code, stdout, stderr } = await net2net([
      'widen',
      'small.onnx',
      ...options,
      '-o',
      'out/wider.onnx',
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^stem +8 +12\nbranch +8 +12\n/m);
    expect(stdout).toMatch(/^parameters +898 +1,774$/m);
    expect(stdout).toMatch(/^multiply-adds of one example +\d[\d,]+ +\d[\d,]+$/m);
    expect(stdout).toMatch(
      /The function is the same\.\nexact: 3 layers\nclasses: moved by \S+ of \S+ at most.*double/,
    );
    expect(stdout).toMatch(/\nout\/wider\.onnx\nout\/wider\.onnx\.certificate\.json\n$/);
    expect((await readdir(join(folder, 'out'))).sort()).toEqual([
      'wider.onnx',
      'wider.onnx.certificate.json',
    ]);
    expect((await net2net(['verify', 'small.onnx', 'out/wider.onnx', '--quiet'])).code).toBe(0);
  });

  it('prints the same as JSON, of several layers at once and with noise of sum zero', async () => {
    const layers = ['--layer', 'stem', '--to', '10', '--layer', 'branch', '--to', '10'];
    const noise = ['--noise', 'zero-sum', '--noise-scale', '0.2', '--seed', '3', '--no-double'];
    const { stdout } = await net2net([
      'widen',
      'small.onnx',
      ...layers,
      ...noise,
      '-o',
      'noisy.onnx',
      '--json',
    ]);
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({
      out: 'noisy.onnx',
      layers: [
        { name: 'stem', before: 8, after: 10 },
        { name: 'branch', before: 8, after: 10 },
      ],
      certificate: {
        seed: 3,
        preserved: true,
        options: { noise: { kind: 'zero-sum', scale: 0.2 } },
        double: { done: false },
      },
    });
    expect(JSON.parse(await readFile(join(folder, result.certificateFile), 'utf8'))).toEqual(
      result.certificate,
    );
  });

  it("calls the paper's noise approximate", async () => {
    const options = ['--factor', '1.5', '--noise', 'paper', '--no-double', '--quiet'];
    const { code, stdout } = await net2net(['widen', 'small.onnx', ...options, '-o', 'paper.onnx']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/The function has changed\.\nexact: \d layers?, approximate: \d layers?\n/);
  });

  it('grows the whole of a checkpoint', async () => {
    const options = ['--factor', '2', '-o', 'wider.safetensors', '--quiet'];
    expect((await net2net(['widen', 'small.safetensors', ...options])).code).toBe(0);
    const { training } = await readModel(join(folder, 'wider.safetensors'));
    expect(training!.optimizer!.velocity!.branch!.filter!.shape).toEqual([3, 3, 16, 16]);
    expect(training!.average!.classes!.kernel!.shape).toEqual([16, 10]);
    expect(training!.counters).toEqual({ step: 7 });
    expect((await net2net(['verify', 'small.onnx', 'wider.safetensors', '--quiet'])).code).toBe(0);
  });

  it('leaves nothing half written when it is killed', async () => {
    const { code } = await net2net(['widen', 'small.onnx', '--factor', '1.5', '--out', 'killed.onnx'], {
      onStderr: (text, child) => void (text.includes('double precision') && child.kill('SIGKILL')),
    });
    expect(code).toBeNull();
    expect((await readdir(folder)).filter((name) => name.includes('killed'))).toEqual([]);
  });
});

describe('diopter net2net deepen', () => {
  it('writes the deeper network and says what is new', async () => {
    const { code, stdout } = await net2net([
      'deepen',
      'small.onnx',
      '--after',
      'active',
      '-o',
      'deeper.onnx',
      '--quiet',
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^active_deeper1 +new +8$/m);
    expect(stdout).toMatch(/The function is the same\.\nexact: \d layers?\n/);
  });

  it('calibrates batch norms on pictures, and inserts branches where no identity can be', async () => {
    await smallPhotographs(join(folder, 'pictures'));
    const common = ['--no-double', '--json', '-o', 'normed.onnx'];
    const normed = await net2net([
      ...['deepen', 'small.onnx', '--after', 'active', '--normalisation', '--calibrate', 'pictures'],
      ...common,
    ]);
    const { certificate, layers } = JSON.parse(normed.stdout);
    expect(layers).toContainEqual(expect.objectContaining({ name: 'active_deeper1', before: null }));
    expect(certificate.preserved).toBe(false);
    const branches = await net2net([
      ...[
        'deepen',
        'small.onnx',
        '--after',
        'bent',
        '--kind',
        'residual',
        '--count',
        '2',
        '--kernel-size',
        '1',
      ],
      ...common,
    ]);
    expect(JSON.parse(branches.stdout).certificate.preserved).toBe(true);
  });
});

describe('diopter net2net verify', () => {
  it('ends with 1 for networks that differ, and says in which output and by how much', async () => {
    const { code, stdout, stderr } = await net2net([
      'verify',
      'small.onnx',
      'other.onnx',
      '--json',
      '--quiet',
    ]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const { same, tolerance, outputs, double } = JSON.parse(stdout);
    expect({ same, tolerance, double }).toEqual({ same: false, tolerance: 1e-4, double: { done: true } });
    const [{ output, float32, float64 }] = outputs;
    expect(output).toBe('classes');
    expect(float32.relative).toBeGreaterThan(0.01);
    expect(float64.difference).toBeCloseTo(float32.difference, 0);
  });

  it('prints a table, of pictures too', async () => {
    const { code, stdout } = await net2net([
      'verify',
      'small.onnx',
      'small.onnx',
      '--data',
      'pictures',
      '--batch',
      '3',
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^classes +\S+ +0 \(0\) +0 \(0\)\n/m);
    expect(stdout).toContain('The same, to 0.0001 of the largest output; compared on image [3, 16, 16, 3].');
  });
});

describe('what cannot be done', () => {
  const out = ['--out', 'x.onnx', '--quiet'];
  const wider = (...args: string[]) => ['widen', 'small.onnx', ...args, ...out];
  const stem = ['--layer', 'stem', '--to', '12'];

  it.each([
    [['plan', 'none.onnx'], 1, /none\.onnx/],
    [['plan', 'text.onnx'], 1, /text\.onnx.*ONNX/],
    [['plan', 'file'], 2, /files of networks end in \.onnx or \.safetensors/],
    [wider(), 2, /either --layer with --to, or --factor/],
    [wider(...stem, '--factor', '2'), 2, /either --layer with --to, or --factor/],
    [wider('--layer', 'stem'), 2, /every --layer needs a --to/],
    [wider(...stem, '--to', '3'), 2, /every --layer needs a --to/],
    [wider('--layer', 'stem', '--to', 'many'), 2, /not a whole number from 1/],
    [wider(...stem, '--noise-scale', '1'), 2, /--noise-scale needs --noise/],
    [wider(...stem, '--split', 'odd'), 2, /even, uneven/],
    [wider('--layer', 'stm', '--to', '12'), 1, /no layer "stm" \(help: is it stem/],
    [['widen', 'small.onnx', ...stem, '--out', 'x.pt', '--quiet'], 2, /x\.pt.*end in \.onnx/],
    [['widen', 'small.onnx', ...stem, '--out', 'file/x.onnx', '--quiet'], 1, /file/],
    [['deepen', 'small.onnx', ...out], 2, /--after/],
    [['verify', 'small.onnx'], 2, /missing required argument 'b'/],
    [['verify', 'small.onnx', 'small.onnx', '--data', 'nowhere', '--quiet'], 1, /nowhere/],
  ] as const)('%j is said in one line, and nothing is written', async (args, expected, message) => {
    const before = await readdir(folder, { recursive: true });
    const { code, stdout, stderr } = await net2net(args);
    expect({ code, stdout }, stderr).toEqual({ code: expected, stdout: '' });
    expect(stderr.trimEnd().split('\n'), stderr).toHaveLength(1);
    expect(stderr).toMatch(/^diopter: /);
    expect(stderr).toMatch(message);
    expect(await readdir(folder, { recursive: true })).toEqual(before);
  });
});
