/** `diopter shatter experiment`, asked wrongly and interrupted. What it does is tested with the protocol that it runs. */

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diopter } from '../../testing/diopter.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-shatter-'));
});
afterAll(() => rm(folder, { recursive: true }));

const small = ['--seeds', '2', '--depths', '2', '3', '--width', '10', '--points', '20', '-o', 'out'];
const experiment = (args: readonly string[], options: Parameters<typeof diopter>[1] = {}) =>
  diopter(['shatter', 'experiment', ...args], { cwd: folder, ...options });

describe('diopter shatter experiment', () => {
  it.each([
    [['--depths', '2', 'deep'], /--depths.*whole number from 1/],
    [['--depths'], /--depths.*argument missing/],
    [['--seeds', '0'], /--seeds.*whole number from 1/],
    [['--points', '15'], /--points.*whole number from 16/],
    [['--width', 'wide'], /--width/],
    [['--seed', '-1'], /--seed/],
    [['--layers', '3'], /unknown option '--layers'/],
    [['out'], /too many arguments/],
  ] as const)('%j ends with 2', async (args, message) => {
    const { code, stdout, stderr } = await experiment(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('ends with 130 after Ctrl-C, and leaves nothing', async () => {
    const { code, stdout } = await experiment(small, {
      // Once: the second one ends the process as it is.
      onStderr: (_, child) => child.killed || child.kill('SIGINT'),
    });
    expect({ code, stdout }).toEqual({ code: 130, stdout: 'stopped; nothing was written\n' });
    expect(await readdir(folder)).toEqual([]);
  });
});
