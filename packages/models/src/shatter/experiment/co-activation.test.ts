/** Co-activation climbs where nothing is centred, as theory says, and stays at a quarter elsewhere. */

import { randomKey } from '@diopter/core-tensor/random';
import { describe, expect, it } from 'vitest';
import { plainCoActivation } from '../theory/index.js';
import { coActivationByLayer, type LayerActivity } from './index.js';

const key = randomKey(31);
const coActive = (rows: readonly LayerActivity[]) => rows.map(({ coActive }) => coActive);

describe('coActivationByLayer', () => {
  it.each([
    ['feedforward', 'centred'],
    ['feedforward', 'batch-norm'],
    ['residual', 'batch-norm'],
  ] as const)('stays at a quarter in %s networks with normalisation %s', async (network, normalisation) => {
    const rows = await coActivationByLayer({ network, normalisation, depth: 12, seeds: 20, key });
    for (const { active, coActive } of rows) {
      expect(Math.abs(active - 0.5)).toBeLessThan(0.02);
      expect(Math.abs(coActive - 0.25)).toBeLessThan(0.02);
    }
  });

  it('climbs by the arc-cosine recursion in plain networks, within the spread of 20 networks', async () => {
    const rows = await coActivationByLayer({ depth: 10, width: 300, batch: 16, seeds: 20, key });
    const theory = plainCoActivation(10);
    for (const [i, { coActive, deviation }] of rows.entries()) {
      // Biases, of a share 1 / width of the variance, and finite width shift it by a little.
      expect(Math.abs(coActive - theory[i]!)).toBeLessThan((4 * deviation) / Math.sqrt(20) + 0.01);
    }
    expect(coActive(rows)[9]!).toBeGreaterThan(0.39);
  });

  it('refuses a batch without pairs', async () => {
    await expect(coActivationByLayer({ depth: 1, batch: 1, key })).rejects.toThrow(
      expect.objectContaining({ code: 'invalid-argument' }),
    );
  });
});
