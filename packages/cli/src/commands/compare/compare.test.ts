/** `diopter compare` on runs that exist, and on those that do not. */

import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  averagePool,
  conv2d,
  identity,
  init,
  sequential,
  toOnnx,
  upsample,
} from '@diopter/core-tensor/graph';
import { writeOnnx } from '@diopter/core-tensor/onnx';
import { randomKey } from '@diopter/core-tensor/random';
import { writeCodec } from '@diopter/training/codec';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diopter } from '../../testing/diopter.js';
import { smallPhotographs } from '../../testing/pictures.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-compare-'));
  await smallPhotographs(join(folder, 'pictures'));
  const image = [null, null, null, 3] as const;
  const networks = {
    same: [sequential(image, { code: identity() }), sequential(image, { output: identity() })],
    halved: [sequential(image, { code: averagePool() }), sequential(image, { output: upsample() })],
    judge: [sequential(image, { features: conv2d({ filters: 8, kernelSize: 3, padding: 'same' }) })],
  } as const;
  const bytes = (network: (typeof networks)[keyof typeof networks][number]) =>
    writeOnnx(toOnnx(network, init(network, randomKey(1))));
  await writeFile(join(folder, 'judge.onnx'), bytes(networks.judge[0]));
  for (const name of ['same', 'halved'] as const) {
    await writeCodec(
      join(folder, 'runs', name),
      {
        kind: 'test',
        channels: 3,
        size: { multiple: 2 },
        encoder: { preprocessing: {}, code: 'code' },
        decoder: { preprocessing: {} },
      },
      { encoder: bytes(networks[name][0]), decoder: bytes(networks[name][1]) },
    );
  }
});
afterAll(() => rm(folder, { recursive: true }));

const compare = (...args: string[]) =>
  diopter(['compare', ...args, '--data', 'pictures', '--comparator', 'judge.onnx'], { cwd: folder });

describe('diopter compare', () => {
  it('prints the numbers of each run by its name, as JSON, and nothing else', async () => {
    const { code, stdout, stderr } = await compare('runs/same', 'runs/halved/', '--json');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const { models } = JSON.parse(stdout);
    expect(models.map(({ name }: { name: string }) => name)).toEqual(['same', 'halved']);
    const [same, halved] = models;
    expect(same).toMatchObject({ pixelError: expect.closeTo(0, 4), featureError: expect.closeTo(0, 4) });
    expect(same).toMatchObject({ sharpness: expect.closeTo(1, 4), ssim: expect.closeTo(1, 4) });
    expect(halved.pixelError).toBeGreaterThan(0.01);
    expect(halved.ssim).toBeLessThan(0.999);
    expect(stderr).toContain('halved: 9 pictures compared');
  });

  it('prints a table for people, and leaves a picture, a page and the numbers where it is told', async () => {
    const { code, stdout, stderr } = await compare(
      'runs/halved',
      '--out',
      'result',
      '--quiet',
      '--count',
      '3',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/pixel error % +feature error % +sharpness +SSIM +PSNR dB/);
    expect(stdout).toMatch(/^halved +\d+\.\d +\d+\.\d +\d\.\d{3}/m);
    expect(stdout).toContain('3 pictures of 64x64 pixels; features by judge.onnx (features)');
    expect((await readdir(join(folder, 'result'))).sort()).toEqual([
      'compare.json',
      'compare.png',
      'report.html',
    ]);
  });

  it.each([
    [['nowhere'], 1, /nowhere: there is no trained encoder and decoder/],
    [['runs/same', '--count', '1'], 2, /--count .* It is not a whole number from 2/],
    [['runs/same', '--taps', 'conv9'], 1, /no layer conv9/],
  ] as const)('says in one line what is wrong with %s', async (args, code, message) => {
    const ended = await compare(...args, '--quiet');
    expect(ended.code).toBe(code);
    expect(ended.stderr).toMatch(message);
    expect(ended.stderr.trimEnd()).not.toContain('\n');
  });
});
