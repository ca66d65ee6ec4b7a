/** `diopter deep experiment`, asked wrongly. What it does is tested with the protocol that it runs. */

import { describe, expect, it } from 'vitest';
import { diopter } from '../../testing/diopter.js';

describe('diopter deep experiment', () => {
  it.each([
    [[], 2, /--data/],
    [['--data', 'none'], 1, /none/],
    [['--data', 'none', '--networks', 'alexnet'], 2, /--networks.*looks-linear, he/],
    [['--data', 'none', '--depths', '1'], 2, /--depths/],
    [['--data', 'none', '--rates', 'fast'], 2, /--rates/],
  ] as const)('%j ends with %i', async (args, expected, message) => {
    const { code, stdout, stderr } = await diopter(['deep', 'experiment', '--quiet', ...args]);
    expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
