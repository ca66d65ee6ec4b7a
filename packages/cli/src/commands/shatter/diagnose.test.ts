/** `diopter shatter diagnose` on files, designs, and what is neither. */

import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  conv2d,
  dense,
  flatten,
  type Graph,
  globalAveragePool,
  init,
  relu,
  sequential,
  toOnnx,
} from '@diopter/core-tensor/graph';
import { writeOnnx } from '@diopter/core-tensor/onnx';
import { normalValues, randomKey } from '@diopter/core-tensor/random';
import { writeImage } from '@diopter/training/images';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diopter } from '../../testing/diopter.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-diagnose-'));
  for (let i = 0; i < 6; i++) {
    const data = normalValues(randomKey(i), [18, 18, 3]).data.map((value) => 0.5 + 0.2 * value);
    await writeImage(join(folder, 'pictures', `${i}.png`), { width: 18, height: 18, channels: 3, data });
  }
  const networks: Readonly<Record<string, Graph>> = {
    small: sequential([null, 16, 16, 3], {
      conv: conv2d({ filters: 4, kernelSize: 3 }),
      relu: relu(),
      pool: globalAveragePool(),
      output: dense({ units: 3 }),
    }),
    linear: sequential([null, 4, 4, 3], { flat: flatten(), output: dense({ units: 2 }) }),
  };
  for (const [name, network] of Object.entries(networks)) {
    const bytes = writeOnnx(toOnnx(network, init(network, randomKey(1)), { layout: 'nhwc' }));
    await writeFile(join(folder, `${name}.onnx`), bytes);
  }
  await writeFile(join(folder, 'text.onnx'), 'no network');
});
afterAll(() => rm(folder, { recursive: true }));

const diagnose = (...args: string[]) =>
  diopter(['shatter', 'diagnose', ...args, '--points', '32'], { cwd: folder });

describe('diopter shatter diagnose', () => {
  it('prints the verdict first, then layers, autocorrelation and Jacobians, and leaves files where it is told', async () => {
    const { code, stdout, stderr } = await diagnose(
      ...[
        'small.onnx',
        '--data',
        'pictures',
        '--mean',
        '0.5',
        '--examples',
        '4',
        '--out',
        'result',
        '--quiet',
      ],
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^The gradient on this path is (coherent|partly shattered)/);
    expect(stdout).toMatch(/^1 +\d+\.\d % +\d+\.\d % +-?\d+\.\d % +\d+\.\d % +– +relu\S* \(relu\)$/m);
    expect(stdout).toMatch(/^lag +this path +white noise +brown noise\n +1 +0\.\d\d +0\.00 +0\.\d\d\n/m);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      '4 of the 6 pictures in pictures; pixels in [0, 1], less 0.5',
    );
    expect(stdout).toContain(`${join('result', 'report.html')}\n`);
    expect(await readdir(join(folder, 'result'))).toContain('covariance.png');
  });

  it('diagnoses a design as JSON, and nothing else', async () => {
    const { code, stdout, stderr } = await diagnose(
      ...['--depth', '6', '--channels', '4', '--size', '8', '--init', 'he', '--activation', 'relu', '--json'],
    );
    expect(code).toBe(0);
    expect(stderr).toContain('6 plain layers of relu');
    const { layers, inputs, verdict, files } = JSON.parse(stdout);
    expect(layers).toHaveLength(5);
    expect(inputs).toMatchObject({ drawn: true, count: 32, shape: [8, 8, 3] });
    expect(verdict.gradient).toEqual(expect.any(String));
    expect(files).toEqual([]);
    expect(stdout).not.toContain('"gradients"');
  });

  it('says that a linear network is linear, and has no activations', async () => {
    const { code, stdout } = await diagnose('linear.onnx', '--quiet');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^The gradient on this path is constant: the network is linear there/);
    expect(stdout).toContain('no activations whose units can be judged');
    expect(stdout).not.toMatch(/NaN|undefined/);
  });

  it.each([
    [['text.onnx'], 1, /text\.onnx.*not an ONNX/],
    [['gone.onnx'], 1, /gone\.onnx.*cannot be read/],
    [[], 2, /no network/],
    [['small.onnx', '--depth', '5'], 2, /layers already/],
    [['small.onnx', '--mean', 'a,b'], 2, /no numbers with commas/],
    [['small.onnx', '--mean', '1,2', '--data', 'pictures'], 2, /2 numbers for 3 channels/],
    [['small.onnx', '--examples', '1'], 2, /whole number from 2/],
    [['small.onnx', '--size', '100000'], 2, /GiB of memory.*--size/],
  ] as const)('says in one line what is wrong with %j', async (args, expected, message) => {
    const { code, stdout, stderr } = await diagnose(...args, '--quiet');
    expect({ code, stdout, lines: stderr.trim().split('\n').length }).toEqual({
      code: expected,
      stdout: '',
      lines: 1,
    });
    expect(stderr).toMatch(message);
  });
});
