/** Theory agrees with SciPy's quadrature and gamma functions: see fixtures/make.py. */

import { describe, expect, it } from 'vitest';
import { fixture, relativeError } from '../testing/fixture.js';
import { plainCoActivation, quadrantProbability, theoryCurves } from './index.js';

const { theory } = fixture;
const at = (name: keyof typeof theoryCurves, quantity: 'correlation' | 'energy') =>
  theory.blocks.map((depth) => theoryCurves[name][quantity]!.at(depth));

describe('plainCoActivation', () => {
  it('is the recursion that quadrature gives', () => {
    expect(relativeError(plainCoActivation(8), theory.plainCoActivation)).toBeLessThan(1e-7);
  });

  it('climbs from 1/4 to just below 1/2, at the depths that are known', () => {
    const layers = plainCoActivation(50);
    // Layers 10, 20 and 50: 0.413, 0.447 and 0.475.
    expect([10, 20, 50].map((layer) => layers[layer - 1]!.toFixed(3))).toEqual(['0.413', '0.447', '0.475']);
    expect(layers).toEqual([...layers].sort((a, b) => a - b));
    expect(plainCoActivation(3, { correlation: 1 })).toEqual([0.5, 0.5, 0.5]);
    expect(quadrantProbability(-1)).toBe(0);
  });
});

describe('theoryCurves', () => {
  it.each(['residualBatchNorm', 'residualBatchNormCorrected'] as const)(
    'have the products of %s as gamma functions give them',
    (name) => {
      expect(relativeError(at(name, 'correlation'), theory[name])).toBeLessThan(1e-12);
    },
  );

  it('have an energy of residual networks with batch norm that telescopes', () => {
    expect(relativeError(at('residualBatchNorm', 'energy'), theory.residualBatchNormEnergy)).toBeLessThan(
      1e-12,
    );
  });

  it('tend to 2 / √(π depth) for residual networks with batch norm, and to 1 / √e for highway networks', () => {
    const depth = 100_000;
    const { correlation } = theoryCurves.residualBatchNorm;
    expect(correlation.at(depth) * Math.sqrt(depth)).toBeCloseTo(2 / Math.sqrt(Math.PI), 3);
    expect(theoryCurves.highway.correlation.at(depth)).toBeCloseTo(Math.exp(-0.5), 5);
  });

  it.each([
    ['feedforward', {}, 0.5],
    ['feedforwardBatchNorm', {}, 0.5],
    ['residual', {}, 0.75],
    ['residual', { alpha: 3, beta: 0.1 }, 1.005 / 1.01],
    ['highway', { branch: 0.6 }, 0.82],
  ] as const)('halve, or nearly, what %s networks with %j share, layer by layer', (name, settings, ratio) => {
    const { correlation } = theoryCurves[name];
    for (const depth of [1, 2, 7]) {
      expect(correlation.at(depth, settings)).toBeCloseTo(ratio ** depth, 12);
    }
  });

  it('have energies of residual networks with α and β', () => {
    expect(theoryCurves.residual.energy!.at(3, { alpha: 2, beta: 0.5 })).toBeCloseTo(125, 10);
  });

  it('are at most 1 where they are called exact, and the one that is not says so', () => {
    for (const { correlation } of Object.values(theoryCurves)) {
      if (correlation.holds !== 'exact') continue;
      for (const beta of [0.1, 1]) expect(correlation.at(50, { beta })).toBeLessThanOrEqual(1);
    }
    const limit = theoryCurves.residualBatchNormLimit.correlation;
    expect([limit.holds, limit.at(50, { beta: 0.1 }).toFixed(3)]).toEqual(['asymptotic', '1.146']);
  });
});
