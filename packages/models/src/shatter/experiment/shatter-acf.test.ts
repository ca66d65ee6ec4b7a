/** The table of autocorrelations comes out at ten layers; the other depths are in shatter-acf.slow.test.ts. */

import { randomKey } from '@diopter/core-tensor/random';
import { describe, expect, it } from 'vitest';
import { largestDeviation } from '../testing/acf.js';
import { acfTable, compareShatterAcf, shatterAcf } from './index.js';

const key = randomKey(11);
const tiny = { depth: 3, seeds: 2, width: 12, points: 32, key };

describe('compareShatterAcf', () => {
  it("has NumPy's table at ten layers, within the spread of 20 networks", async () => {
    const rows = await compareShatterAcf({ networks: acfTable, depth: 10, key });
    for (const row of rows.filter(({ network }) => network !== 'looks-linear')) {
      expect(largestDeviation(row)).toBeLessThan(4);
    }
  });

  it('makes each network of the numbers that it has alone', async () => {
    const rows = await compareShatterAcf({ ...tiny, networks: acfTable.slice(0, 3) });
    const alone = await Promise.all(
      acfTable.slice(0, 3).map((network) => shatterAcf({ ...tiny, ...network })),
    );
    expect(rows.map(({ mean }) => mean.map((value) => value.toFixed(4)))).toEqual(
      alone.map(({ mean }) => mean.map((value) => value.toFixed(4))),
    );
  });
});

describe('shatterAcf', () => {
  it('finds all looks-linear networks constant, on points at their kinks too', async () => {
    for (const points of [32, 33]) {
      const { constant, mean } = await shatterAcf({ ...tiny, network: 'looks-linear', points });
      expect(constant).toBe(2);
      expect(mean.every(Number.isNaN)).toBe(true);
    }
  });

  it('gives the gradients, the same for the same key', async () => {
    const [first, again, other] = [
      await shatterAcf(tiny),
      await shatterAcf(tiny),
      await shatterAcf({ ...tiny, key: randomKey(12) }),
    ];
    expect(first.gradients.shape).toEqual([2, 32]);
    expect(again).toEqual(first);
    expect(other.mean).not.toEqual(first.mean);
  });

  it.each([
    [{ depth: 0 }, /depth is 0/],
    [{ seeds: 1.5 }, /seeds is 1.5/],
    [{ width: 0 }, /width is 0/],
    [{ points: 1 }, /points is 1/],
    [{ extent: 0 }, /extent is 0/],
    [{ lags: 40 }, /40 lags/],
    [{ beta: Number.NaN }, /beta is NaN/],
    [{ network: 'highway' }, /"highway" is no network.*feedforward/],
    [{ normalisation: 'layer' }, /"layer" is no normalisation/],
    [{ network: 'looks-linear', normalisation: 'batch-norm' }, /not in the table/],
  ])('refuses %j', async (options, message) => {
    const refused = shatterAcf({ ...tiny, ...(options as object) });
    await expect(refused).rejects.toThrow(
      expect.objectContaining({ code: 'invalid-argument', message: expect.stringMatching(message) }),
    );
  });
});
