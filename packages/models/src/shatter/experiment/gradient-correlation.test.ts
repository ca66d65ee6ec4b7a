/** Correlations of gradients fall with depth as theory and NumPy say. */

import { randomKey } from '@diopter/core-tensor/random';
import { describe, expect, it } from 'vitest';
import { theoryCurves } from '../theory/index.js';
import { correlationByDepth, type DepthCorrelation } from './index.js';

const key = randomKey(21);
const correlations = (rows: readonly DepthCorrelation[]) => rows.map(({ correlation }) => correlation);

/** Each within a share of what is expected. */
function expectWithin(actual: readonly number[], expected: readonly number[], share: number) {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of actual.entries()) {
    expect(Math.abs(value / expected[i]! - 1)).toBeLessThan(share);
  }
}

describe('correlationByDepth', () => {
  it('halves with every layer of a centred network', async () => {
    const depths = [1, 2, 3, 4, 5, 6];
    const rows = await correlationByDepth({ normalisation: 'centred', width: 400, depths, seeds: 6, key });
    expectWithin(
      correlations(rows),
      depths.map((depth) => theoryCurves.feedforward.correlation.at(depth)),
      0.18,
    );
    // NumPy, width 400.
    expectWithin(correlations(rows), [0.487, 0.248, 0.118, 0.056, 0.027, 0.0137], 0.18);
  });

  it('falls more slowly in a plain network, whose units co-activate more and more', async () => {
    const depths = [1, 2, 4, 6, 8];
    const rows = await correlationByDepth({ width: 400, depths, seeds: 6, key });
    expectWithin(
      correlations(rows),
      depths.map((depth) => theoryCurves.plain.correlation.at(depth)),
      0.2,
    );
    expectWithin(correlations(rows), [0.495, 0.312, 0.148, 0.074, 0.05], 0.25);
  });

  it('falls by the corrected product in residual networks with batch norm, not by the ideal one', async () => {
    const depths = [1, 4, 10, 24];
    const rows = await correlationByDepth({
      network: 'residual',
      normalisation: 'batch-norm',
      depths,
      seeds: 3,
      key,
    });
    const at = (name: 'residualBatchNorm' | 'residualBatchNormCorrected') =>
      depths.map((depth) => theoryCurves[name].correlation.at(depth));
    // NumPy, width 300, batch 64.
    expectWithin(correlations(rows), [0.729, 0.435, 0.251, 0.133], 0.15);
    expectWithin(correlations(rows), at('residualBatchNormCorrected'), 0.2);
    expect(correlations(rows)[3]!).toBeLessThan(0.75 * at('residualBatchNorm')[3]!);
  });

  it.each([1, 0.5])(
    'falls by the factor of theory in residual networks without batch norm, β = %d',
    async (beta) => {
      const [one, four] = await correlationByDepth({
        network: 'residual',
        beta,
        depths: [1, 4],
        seeds: 4,
        key,
      });
      const { correlation, energy } = theoryCurves.residual;
      expectWithin([one!.correlation], [correlation.at(1, { beta })], 0.05);
      // Without centring, co-activation and so correlation exceed theory a little.
      expectWithin([four!.correlation], [correlation.at(4, { beta })], 0.25);
      expectWithin([four!.energy / one!.energy], [energy!.at(4, { beta }) / energy!.at(1, { beta })], 0.1);
    },
  );

  it('leaves energy to grow by π / (π - 1) per layer in plain networks with batch norm', async () => {
    const rows = await correlationByDepth({
      normalisation: 'batch-norm',
      depths: [2, 4, 6, 8],
      seeds: 4,
      key,
    });
    const growth = (rows[3]!.energy / rows[1]!.energy) ** (1 / 4);
    const { energy } = theoryCurves.feedforwardBatchNorm;
    expectWithin([growth], [energy!.at(8) / energy!.at(7)], 0.08);
  });

  it('stays 1 in looks-linear networks', async () => {
    const rows = await correlationByDepth({
      network: 'looks-linear',
      depths: [1, 12],
      width: 100,
      seeds: 2,
      key,
    });
    expectWithin(correlations(rows), [1, 1], 1e-4);
  });

  it.each([
    [{ depths: [] }, /number of depths is 0/],
    [{ depths: [2, 0] }, /depth is 0/],
    [{ depths: [1], batch: 1 }, /batch is 1/],
    [{ depths: [1], network: 'looks-linear', normalisation: 'centred' }, /not in the table/],
  ] as const)('refuses %j', async (options, message) => {
    await expect(correlationByDepth({ ...options, key })).rejects.toThrow(
      expect.objectContaining({ code: 'invalid-argument', message: expect.stringMatching(message) }),
    );
  });
});
