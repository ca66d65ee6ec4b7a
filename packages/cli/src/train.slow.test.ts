/** `diopter train autoencoder` for real: what it leaves, what Ctrl-C saves, and what kill -9 cannot change. */

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readImage, writeImage } from '@diopter/training/images';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DiopterOptions, diopter } from './testing/diopter.js';
import { smallPhotographs } from './testing/pictures.js';

/** Everything that could make a resumed run differ is on: noise, schedule, average, prefetching, uneven intervals. */
const options = [
  ['--adversary-from', '20'],
  ['--steps', '60'],
  ['--batch', '2'],
  ['--noise', '0.1'],
  ['--average-decay', '0.9'],
  ['--validate-every', '13'],
  ['--checkpoint-every', '7'],
  ['--seed', '42'],
].flat();

let folder: string;
let pictures: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-train-'));
  pictures = await smallPhotographs(join(folder, 'pictures'));
  expect((await train('whole')).code).toBe(0);
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

const train = (out: string, flags: readonly string[] = [], more: DiopterOptions = {}) =>
  diopter(['train', 'autoencoder', '--data', pictures, '--out', out, ...options, ...flags], {
    cwd: folder,
    ...more,
  });

/** Every file of a run, but for those that tell of its folder. */
async function filesOf(run: string): Promise<Record<string, string>> {
  const files = await readdir(join(folder, run), { recursive: true, withFileTypes: true });
  const entries = files
    .filter((file) => file.isFile() && !['config.json', 'report.html'].includes(file.name))
    .map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(join(folder, run).length), await readFile(path, 'base64')] as const;
    });
  return Object.fromEntries((await Promise.all(entries)).sort());
}

describe('a run', () => {
  it('leaves what it says, and prints nothing on standard output but the result', async () => {
    const { code, stdout, stderr } = await train('shown', ['--json']);
    expect(code).toBe(0);
    const { best, files, heldOut, step } = JSON.parse(stdout);
    expect({ heldOut, step }).toEqual({ heldOut: 1, step: 60 });
    expect(best.psnr).toBeGreaterThan(10);
    const names = ['samples', 'model', 'report', 'loss', 'metrics', 'checkpoints'];
    expect(Object.keys(files).sort()).toEqual(names.sort());
    const left = await readdir(join(folder, 'shown'));
    for (const path of Object.values<string>(files)) expect(left).toContain(path.replace('shown/', ''));
    expect(stderr).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z compiled the step of both in/m);
    expect(stderr).not.toContain('\u001b');
    expect(await filesOf('shown')).toEqual(await filesOf('whole'));
  });

  it('learns: the loss falls', async () => {
    const rows = (await readFile(join(folder, 'whole/metrics.jsonl'), 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).loss as number);
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(rows).toHaveLength(60);
    expect(mean(rows.slice(-10))).toBeLessThan(0.7 * mean(rows.slice(0, 10)));
  });

  it('is not written over unless asked to be', async () => {
    const { code, stderr } = await train('whole', ['--quiet']);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^diopter: whole: the folder holds the checkpoints of a run already.*resume that run/,
    );
    expect((await train('shown', ['--replace', '--quiet'])).code).toBe(0);
    expect(await filesOf('shown')).toEqual(await filesOf('whole'));
  });

  it('leaves out damaged pictures, and names them', async () => {
    const mixed = await smallPhotographs(join(folder, 'mixed'));
    await writeFile(join(mixed, 'damaged.png'), 'no picture');
    const flags = ['--data', mixed, '--steps', '1', '--batch', '1', '--out', 'mixed-run'];
    const { code, stderr } = await diopter(['train', 'autoencoder', ...flags], { cwd: folder });
    expect(code).toBe(0);
    expect(stderr).toMatch(/left out: .*damaged\.png/);
    expect(await readdir(join(folder, 'mixed-run'))).toContain('samples.png');
  });

  it('goes on with its own options only', async () => {
    const { code, stderr } = await train('whole', ['--resume', '--seed', '43', '--quiet']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/seed was 42, now it is 43/);
  });
});

describe('Ctrl-C', () => {
  it('saves and says how to go on, which needs no other options and gives the same bits', async () => {
    let interrupted = false;
    const { code, stdout, stderr } = await train('interrupted', [], {
      onStderr: (text, child) => {
        if (interrupted || !text.includes('step 13: PSNR')) return;
        interrupted = true;
        child.kill('SIGINT');
      },
    });
    expect(code, stderr).toBe(130);
    const resume = /go on with: diopter (.*)/.exec(stdout)![1]!;
    expect(resume).toBe('train autoencoder --out interrupted --resume');
    const saved = await readdir(join(folder, 'interrupted/checkpoints'));
    expect(saved).toContain('last.safetensors');
    expect((await diopter([...resume.split(' '), '--quiet'], { cwd: folder })).code).toBe(0);
    expect(await filesOf('interrupted')).toEqual(await filesOf('whole'));
  });

  it('a second time quits at once', async () => {
    const { code } = await train('quit', [], {
      onStderr: (text, child) => {
        if (text.includes('compiled') || text.includes('stopping')) child.kill('SIGINT');
      },
    });
    expect(code).toBeNull();
  });
});

describe('kill -9', () => {
  it('at random moments, again and again, then --resume: every file has the bits of a run that was let alone', async () => {
    let kills = 0;
    for (let i = 0; i < 5; i++) {
      const { code } = await train('killed', ['--resume'], {
        onStderr: (text, child) => {
          if (!child.killed && text.includes('compiled')) {
            setTimeout(() => child.kill('SIGKILL'), 1000 * Math.random());
          }
        },
      });
      kills += Number(code === null);
    }
    expect(kills).toBeGreaterThan(1);
    expect((await train('killed', ['--resume', '--quiet'])).code).toBe(0);
    expect(await filesOf('killed')).toEqual(await filesOf('whole'));
  });
});

describe('reconstruct', () => {
  it('gives pictures of any size back in their size', async () => {
    const model = ['--model', join('whole', 'autoencoder.onnx')];
    const image = { width: 37, height: 50, channels: 3, data: new Float32Array(37 * 50 * 3).fill(0.5) };
    await writeImage(join(folder, 'odd.png'), image);
    await writeImage(join(folder, 'grey.png'), { ...image, channels: 1, data: new Float32Array(37 * 50) });

    const one = await diopter(['reconstruct', 'odd.png', ...model, '-o', 'out/one.png'], { cwd: folder });
    expect(one).toMatchObject({ code: 0, stdout: `${join('out', 'one.png')}\n`, stderr: '' });
    expect(await readImage(join(folder, 'out/one.png'))).toMatchObject({
      width: 37,
      height: 50,
      channels: 3,
    });
    const two = await diopter(['reconstruct', 'odd.png', 'grey.png', ...model, '-o', 'both'], {
      cwd: folder,
    });
    expect(two.code, two.stderr).toBe(0);
    expect((await readdir(join(folder, 'both'))).sort()).toEqual(['grey.png', 'odd.png']);
  });
});
