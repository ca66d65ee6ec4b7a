import { describe, expect, it } from 'vitest';
import { soakFigures } from './soak.js';

const readings = (memory: (step: number) => number) =>
  Array.from({ length: 30 }, (_, i) => ({ x: 100 * (i + 1), y: memory(100 * (i + 1)) }));

describe('soakFigures', () => {
  it('names the memory at steps 300, 1000 and the last', () => {
    const { memoryMiBAtStep } = soakFigures(readings((step) => step / 10));
    expect(memoryMiBAtStep).toEqual({ 300: 30, 1000: 100, 3000: 300 });
  });

  it('sees a leak of one KiB per step', () => {
    expect(soakFigures(readings((step) => 50 + step / 1024)).growthKiBPerStep).toBeCloseTo(1, 9);
  });

  it('does not count what is allocated before step 300', () => {
    expect(soakFigures(readings((step) => (step < 300 ? 10 : 80))).growthKiBPerStep).toBe(0);
  });

  it('has no growth to tell of a few steps', () => {
    expect(soakFigures([{ x: 2, y: 100 }])).toEqual({ memoryMiBAtStep: { 2: 100 }, growthKiBPerStep: null });
  });
});
