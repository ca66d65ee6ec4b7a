/** What the command says to those who ask, and to those who ask for what makes no sense. */

import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diopter } from './testing/diopter.js';
import { smallPhotographs } from './testing/pictures.js';

let folder: string;
let pictures: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-cli-'));
  pictures = await smallPhotographs(join(folder, 'pictures'));
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

describe('help', () => {
  it('lists commands and options, on standard output', async () => {
    const { code, stdout, stderr } = await diopter(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of ['train', 'reconstruct', 'doctor']) expect(stdout).toContain(command);
    const train = await diopter(['train', 'autoencoder', '--help']);
    for (const option of ['--data', '--resume', '--comparator', '--json'])
      expect(train.stdout).toContain(option);
  });

  it('comes without loading an engine', () => {
    const main = new URL('../dist/main.js', import.meta.url).href;
    const script = `
      import { createRequire } from 'node:module';
      const { main } = await import(${JSON.stringify(main)});
      await main(['--help']);
      const loaded = Object.keys(createRequire(import.meta.url).cache);
      console.error(loaded.filter((file) => /tensorflow|onnxruntime|sharp/.test(file)).length, loaded.length > 0);`;
    const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('0 true\n');
  });
});

describe('doctor', () => {
  it('prints the machine and its engines, for programs and for people', async () => {
    const [json, text] = await Promise.all([diopter(['doctor', '--json']), diopter(['doctor'])]);
    const { machine, engines } = JSON.parse(json.stdout);
    expect(machine.processors).toBeGreaterThan(0);
    const cpu = engines.find(
      ({ kind, name }: Record<string, string>) => kind === 'compiled' && name === 'cpu',
    );
    expect(cpu.available).toBe(true);
    expect(text.stdout).toMatch(/✓ cpu/);
    expect(text.stdout).not.toContain('\u001b');
    expect([json.code, text.code]).toEqual([0, 0]);
  });
});

describe('arguments that make no sense', () => {
  it.each([
    [['trian'], "diopter: unknown command 'trian' (Did you mean train?)"],
    [['train', 'autoencoder', '--stesp', '3'], "diopter: unknown option '--stesp' (Did you mean --steps?)"],
    [['train', 'autoencoder', '--data', '.', '--steps', 'many'], /--steps.*not a number/],
    [
      ['train', 'autoencoder', '--data', '.', '--steps', '0', '--out', 'x'],
      /option steps: 0 is not a whole number above 0/,
    ],
    [['train', 'autoencoder', '--data', '.', '--loss', 'l3'], /--loss.*l2, l1, deepsim/],
    [['train', 'autoencoder', '--data', '.', '--preset', 'slow'], /--preset.*quick, paper/],
    [
      ['train', 'autoencoder', '--data', '.', '--noise', '-1', '--out', 'x'],
      /option noise: -1 is not at least 0/,
    ],
    [
      ['train', 'autoencoder', '--data', '.', '--dataset', 'cifar11'],
      /no data set called 'cifar11'.*cifar10/,
    ],
    [['train', 'autoencoder'], 'diopter: give --data DIR'],
    [['train', 'autoencoder', '--resume', '--replace'], /exclude each other/],
    [['train', 'autoencoder', '--resume', '--out', 'nowhere'], /no run in nowhere to resume/],
    [['reconstruct', 'a.png'], /--model/],
    [
      ['reconstruct', 'a.png', 'b.png', '--model', 'm.onnx', '--out', 'c.png'],
      /2 pictures do not go into one/,
    ],
  ] as const)('%j get one line and exit code 2', async (args, message) => {
    const { code, stdout, stderr } = await diopter(args, { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr.trimEnd()).toMatch(message);
  });
});

describe('input that cannot be used', () => {
  const train = (...args: string[]) =>
    diopter(['train', 'autoencoder', '--steps', '1', '--batch', '1', ...args], { cwd: folder });

  it('gets one line and exit code 1, and nothing is left behind', async () => {
    await mkdir(join(folder, 'empty'));
    await mkdir(join(folder, 'broken'));
    await writeFile(join(folder, 'broken/a.png'), 'no picture');
    await writeFile(join(folder, 'text.onnx'), 'no model');
    await writeFile(join(folder, 'file'), '');
    const before = (await readdir(folder)).sort();
    const cases: [Promise<{ code: number | null; stdout: string; stderr: string }>, RegExp][] = [
      [train('--data', 'nowhere'), /nowhere.*no such file/],
      [train('--data', 'empty'), /empty: none of the 0 files in it is a picture/],
      [train('--data', 'broken', '--quiet'), /none of the 1 pictures in it can be read/],
      [train('--data', pictures, '--comparator', 'none.onnx', '--quiet'), /none.onnx.*cannot be read/],
      [train('--data', pictures, '--comparator', 'text.onnx', '--quiet'), /text.onnx|ONNX/],
      [train('--data', pictures, '--out', 'file/run', '--quiet'), /file\/run/],
      [diopter(['reconstruct', 'none.png', '--model', 'text.onnx', '-o', 'o.png'], { cwd: folder }), /ONNX/],
    ];
    for (const [ending, message] of cases) {
      const { code, stdout, stderr } = await ending;
      expect({ code, stdout }, stderr).toEqual({ code: 1, stdout: '' });
      expect(stderr.trimEnd().split('\n'), stderr).toHaveLength(1);
      expect(stderr).toMatch(/^diopter: /);
      expect(stderr).toMatch(message);
    }
    expect((await readdir(folder)).sort()).toEqual(before);
  });
});
