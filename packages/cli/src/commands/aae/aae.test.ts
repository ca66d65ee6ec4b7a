/** `diopter aae experiment`, asked wrongly. What it does is tested with the protocol that it runs. */

import { describe, expect, it } from 'vitest';
import { diopter } from '../../testing/diopter.js';

describe('diopter aae experiment', () => {
  it.each([
    [[], 2, /--data/],
    [['--data', 'none'], 1, /none/],
    [['--data', 'none', '--prior', 'swiss-roll'], 2, /--prior.*ring10, gaussian/],
    [['--data', 'none', '--matchings', 'gan'], 2, /--matchings.*adversarial/],
    [['--data', 'none', '--seeds', '0'], 2, /--seeds/],
  ] as const)('%j ends with %i', async (args, expected, message) => {
    const { code, stdout, stderr } = await diopter(['aae', 'experiment', '--quiet', ...args]);
    expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
