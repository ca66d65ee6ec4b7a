/** A real process, killed by force at random moments, goes on and ends with the same bits. */

import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { foldIn, randomKey, uniformValues } from '@diopter/core-tensor/random';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readMetrics } from '../reports/index.js';

const program = fileURLToPath(new URL('./testing/quadratic-run.mjs', import.meta.url));
const options = { steps: 200, size: 50_000, milliseconds: 2 };
const key = randomKey(2026);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-kill-'));
});
afterEach(() => rm(folder, { recursive: true }));

/**
 * Runs the process. With a `signal`, sends it after some steps: a machine that is slow today gets as far as a fast one.
 *
 * @returns the lines it printed.
 */
async function run(name: string, signal?: 'SIGKILL' | 'SIGINT', steps = 1): Promise<string[]> {
  const child = spawn(process.execPath, [program, join(folder, name), JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    // A moment later, so that the signal does not always meet the same instruction.
    if (signal !== undefined && lines.length === steps) setTimeout(() => child.kill(signal), steps % 7);
  }
  return lines;
}

const results = async (name: string) => {
  const files = ['metrics.jsonl', 'checkpoints/step-00000200.safetensors', 'checkpoints/best.safetensors'];
  return Promise.all(files.map((file) => readFile(join(folder, name, file))));
};

it('kill -9 again and again, then go on: state and metrics have the bits of a run that was let alone', async () => {
  expect((await run('whole')).at(-1)).toBe('done');
  const firstSteps: number[] = [];
  let lines: string[] = [];
  for (let i = 0; lines.at(-1) !== 'done'; i++) {
    const [fraction = 0] = uniformValues(foldIn(key, i), [1]).data;
    lines = i < 5 ? await run('killed', 'SIGKILL', 10 + Math.floor(40 * fraction)) : await run('killed');
    firstSteps.push(Number(lines[0]));
  }
  expect(firstSteps.length).toBeGreaterThan(3);
  expect(firstSteps.at(-1)).toBeGreaterThan(firstSteps[0]!);
  expect(await results('killed')).toEqual(await results('whole'));
  const left = await readdir(join(folder, 'killed/checkpoints'));
  expect(left.filter((file) => file.endsWith('.tmp'))).toEqual([]);
});

it('Ctrl-C saves the step at hand, and the run goes on from there', async () => {
  const lines = await run('stopped', 'SIGINT', 30);
  expect(lines.at(-1)).toBe('interrupted');
  const last = Number(lines.at(-2));
  expect(await readMetrics(join(folder, 'stopped/metrics.jsonl'))).toHaveLength(last);
  expect((await run('stopped'))[0]).toBe(String(last + 1));
});
