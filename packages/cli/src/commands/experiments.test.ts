/** `diopter reencode`, `interpolate` and `sample` on runs that exist, and on those that do not. */

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dense, flatten, identity, init, reshape, sequential, toOnnx } from '@diopter/core-tensor/graph';
import { writeOnnx } from '@diopter/core-tensor/onnx';
import { randomKey } from '@diopter/core-tensor/random';
import { writeCodec } from '@diopter/training/codec';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diopter } from '../testing/diopter.js';
import { smallPhotographs } from '../testing/pictures.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-experiments-'));
  await smallPhotographs(join(folder, 'pictures'));
  const bytes = (network: ReturnType<typeof sequential>) =>
    writeOnnx(toOnnx(network, init(network, randomKey(1))));
  const description = {
    channels: 3,
    encoder: { preprocessing: {}, code: 'code' },
    decoder: { preprocessing: {} },
  } as const;
  const same = bytes(sequential([null, null, null, 3], { code: identity() }));
  await writeCodec(
    join(folder, 'same'),
    { ...description, kind: 'autoencoder', size: { multiple: 8 } },
    { encoder: same, decoder: same },
  );
  await writeCodec(
    join(folder, 'gaussian'),
    { ...description, kind: 'vae', size: { fixed: 8 }, prior: 'standard-normal' },
    {
      encoder: bytes(sequential([null, 8, 8, 3], { flat: flatten(), code: dense({ units: 4 }) })),
      decoder: bytes(
        sequential([null, 4], { pixels: dense({ units: 192 }), output: reshape({ shape: [null, 8, 8, 3] }) }),
      ),
    },
  );
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

const run = (...args: string[]) => diopter(args, { cwd: folder });

describe('experiments', () => {
  it('print numbers and files as JSON, and nothing else', async () => {
    const ended = await Promise.all([
      run('reencode', 'same', 'pictures', '--count', '2', '--times', '3', '-o', 'a/r.png', '--json'),
      run(
        'interpolate',
        'same',
        'pictures',
        '--steps',
        '3',
        '--path',
        'spherical',
        '-o',
        'b.png',
        '--json',
        '--size',
        '16',
      ),
      run(
        'sample',
        'gaussian',
        '--count',
        '4',
        '--seed',
        '3',
        '--temperature',
        '0.5',
        '-o',
        'c.png',
        '--json',
      ),
    ]);
    // Nine pictures do not go in pairs.
    expect(ended[1]).toMatchObject({ code: 2, stdout: '' });
    const [reencoding, , sampling] = ended;
    expect([reencoding.code, sampling.code]).toEqual([0, 0]);
    const { pictures, files, ...setting } = JSON.parse(reencoding.stdout);
    expect(setting).toEqual({ run: 'same', kind: 'autoencoder', times: 3 });
    expect(pictures).toHaveLength(2);
    for (const { pixelDistances } of pictures) expect(pixelDistances).toHaveLength(3);
    expect(files).toEqual({ picture: 'a/r.png', report: 'a/r.html' });
    expect((await readdir(join(folder, 'a'))).sort()).toEqual(['r.html', 'r.png']);
    expect(JSON.parse(sampling.stdout)).toMatchObject({
      count: 4,
      seed: 3,
      temperature: 0.5,
      diversity: expect.any(Number),
    });
  });

  it('print where the picture and the page are, for people', async () => {
    const names = (await readdir(join(folder, 'pictures'))).slice(0, 2).map((name) => join('pictures', name));
    const { code, stdout, stderr } = await run('interpolate', 'same', ...names, '--size', '16');
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: 'interpolate.png\ninterpolate.html\n',
      stderr: '',
    });
  });

  it.each([
    [['reencode', 'nowhere', 'pictures'], 1, /nowhere: there is no trained encoder and decoder/],
    [['reencode', 'same', 'none.png'], 1, /none\.png/],
    [['reencode', 'same', 'pictures', '--times', '0'], 2, /--times.*whole number from 1/],
    [['reencode', 'same', 'pictures', '--size', '12'], 1, /multiples of 8/],
    [['interpolate', 'same', 'pictures', '--path', 'round'], 2, /linear, spherical/],
    [['sample', 'same'], 2, /no distribution to draw from.*train vae/],
    [['sample', 'gaussian', '--temperature', '-1'], 2, /temperature/],
  ] as const)('say in one line what is wrong with %j', async (args, code, message) => {
    const ended = await run(...args);
    expect(ended).toMatchObject({ code, stdout: '' });
    expect(ended.stderr).toMatch(message);
    expect(ended.stderr.trimEnd()).not.toContain('\n');
  });
});
