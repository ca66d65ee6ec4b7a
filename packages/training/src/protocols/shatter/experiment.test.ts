/** What the experiment refuses, and that it leaves nothing behind when it stops. */

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shatterExperiment } from './index.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-shatter-'));
});
afterAll(() => rm(folder, { recursive: true }));

const small = () => ({ out: join(folder, 'out'), depths: [2, 3], seeds: 2, width: 8, points: 20 });

describe('shatterExperiment', () => {
  it.each([
    [{ depths: [] }, /depths is empty/],
    [{ depths: [2, 0] }, /depths is 0/],
    [{ seeds: 0 }, /seeds is 0/],
    [{ width: 1.5 }, /width is 1.5/],
    [{ points: 15 }, /points is 15.*from 16/],
    [{ extent: 0 }, /extent is 0/],
    [{ seed: -1 }, /-1/],
  ])('refuses %j before it measures anything', async (wrong, message) => {
    const heard: unknown[] = [];
    const asked = shatterExperiment({ ...small(), ...wrong, onEvent: (event) => heard.push(event) });
    await expect(asked).rejects.toThrow(
      expect.objectContaining({ code: 'invalid-argument', message: expect.stringMatching(message) }),
    );
    expect(heard).toEqual([]);
  });

  it('stops between two measurements, and writes nothing then', async () => {
    const stop = new AbortController();
    const heard: unknown[] = [];
    const stopped = await shatterExperiment({
      ...small(),
      signal: stop.signal,
      onEvent: (event) => {
        if (heard.push(event) === 2) stop.abort();
      },
    });
    expect(stopped).toBeUndefined();
    expect(heard).toHaveLength(2);
    expect(await readdir(folder)).toEqual([]);
  });
});
