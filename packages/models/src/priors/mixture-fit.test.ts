/** A mixture's own samples fit it; what is wrong with other codes is said of the component that it concerns. */

import { normalValues, randomKey } from '@diopter/core-tensor/random';
import { describe, expect, it } from 'vitest';
import { gaussianRing, isotropicGaussian, mixtureFit } from './index.js';

const ring = gaussianRing({ across: 0.05 });
const perComponent = 400;

/** As many samples of every component, `scale` times as far from its middle: along the ray and across it. */
function samples(scale: readonly [along: number, across: number] = [1, 1]): number[] {
  const { data: noise } = normalValues(randomKey(1), [2 * 10 * perComponent]);
  return ring.components.flatMap((_, k) => {
    const [cosine, sine] = [Math.cos((2 * Math.PI * k) / 10), Math.sin((2 * Math.PI * k) / 10)];
    return Array.from({ length: perComponent }, (_, i) => {
      const at = 2 * (k * perComponent + i);
      const along = 1.4 + 0.5 * scale[0] * noise[at]!;
      const across = 0.05 * scale[1] * noise[at + 1]!;
      return [cosine * along - sine * across, sine * along + cosine * across];
    }).flat();
  });
}

describe('mixtureFit', () => {
  it('finds nothing wrong with samples of the mixture', () => {
    const { within, components } = mixtureFit(ring, samples());
    expect(within).toBeGreaterThan(0.98);
    for (const { share, offset, smallestVariance, largestVariance } of components) {
      expect(share).toBeCloseTo(0.1, 1);
      expect(offset).toBeLessThan(0.25);
      expect(smallestVariance).toBeGreaterThan(0.8);
      expect(largestVariance).toBeLessThan(1.3);
    }
  });

  it.each([
    ['too long', [1.5, 1], 'largestVariance', 2.25],
    ['too wide', [1, 1.5], 'largestVariance', 2.25],
    ['too narrow', [1, 0.5], 'smallestVariance', 0.25],
  ] as const)('sees components that are %s', (_, scale, measure, expected) => {
    for (const component of mixtureFit(ring, samples(scale)).components) {
      expect(component[measure] / expected).toBeGreaterThan(0.75);
      expect(component[measure] / expected).toBeLessThan(1.3);
    }
  });

  it('sees components without codes, and codes without a component', () => {
    const { mean } = ring.components[3]!;
    const { within, components } = mixtureFit(ring, [...mean, ...mean, ...mean, 9, 9]);
    expect(within).toBe(0.75);
    expect(components[3]).toMatchObject({ share: 0.75, offset: 0, smallestVariance: 0 });
    expect(components[0]).toMatchObject({ share: 0, offset: Number.NaN, largestVariance: Number.NaN });
  });

  it('measures with the covariance that codes and component do not share the axes of', () => {
    // Four points at unit distance along the diagonals, against a component of standard deviations 1 and 1.
    const prior = { kind: 'mixture', weights: [1], components: [isotropicGaussian()] } as const;
    const { components } = mixtureFit(prior, [1, 1, -1, -1, 2, 2, -2, -2]);
    expect(components[0]!.largestVariance).toBeCloseTo(20 / 3, 12);
    expect(components[0]!.smallestVariance).toBeCloseTo(0, 12);
  });

  it('refuses codes that are no rows', () => {
    expect(() => mixtureFit(ring, [1, 2, 3])).toThrow(expect.objectContaining({ code: 'shape-mismatch' }));
  });
});
