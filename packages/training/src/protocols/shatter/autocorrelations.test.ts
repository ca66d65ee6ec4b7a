/** What becomes of constant gradients, and the form of `acf.json`. */

import { randomKey } from '@diopter/core-tensor/random';
import { autocorrelation, brownNoise } from '@diopter/models';
import { describe, expect, it } from 'vitest';
import { acfJson, autocorrelationsOf, lags } from './autocorrelations.js';

const constant = new Float32Array(40).fill(3);
const brown = brownNoise(randomKey(1), 40);

describe('autocorrelationsOf', () => {
  it('counts a constant gradient as 1 at every lag, and says how many there are', () => {
    expect(autocorrelationsOf([constant, constant])).toEqual({
      acf: Array(lags + 1).fill(1),
      deviation: Array(lags + 1).fill(0),
      constant: 2,
    });
    const { acf, constant: count } = autocorrelationsOf([constant, brown]);
    const alone = autocorrelation(brown, { lags });
    expect(count).toBe(1);
    for (const [lag, value] of acf.entries()) expect(value).toBeCloseTo((1 + alone[lag]!) / 2, 12);
  });
});

describe('acfJson', () => {
  it('has the columns of its rows and no others, a line for each', () => {
    const row = { network: 'feedforward', normalisation: 'none', beta: 1, depth: 2, seeds: 1 } as const;
    const text = acfJson([
      { ...row, ...autocorrelationsOf([brown]) },
      { ...row, ...autocorrelationsOf([constant]) },
    ]);
    expect(text.split('\n')).toHaveLength(5);
    const rows = JSON.parse(text);
    expect(rows.map(Object.keys)).toEqual(
      [0, 1].map(() => ['network', 'normalisation', 'beta', 'depth', 'seeds', 'acf']),
    );
  });
});
