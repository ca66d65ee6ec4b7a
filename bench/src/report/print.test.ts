import { describe, expect, it } from 'vitest';
import { printProfile, printRecords, printSoak } from './print.js';

const diopter = { name: 'some-step', engine: 'diopter', batch: 16, threads: 2, medianMs: 100.04, minMs: 90 };

describe('tables', () => {
  it('show one engine per line, with the speed on that of Diopter', () => {
    const text = printRecords([
      { ...diopter, speedVsPyTorch: 1.25, peakMemoryMiB: 300.4, compileMs: 812.3 },
      { ...diopter, engine: 'pytorch-2.13.0', medianMs: 125.05, peakMemoryMiB: null, compileMs: null },
    ]);
    expect(text.split('\n').map((line) => line.trim().split(/ {2,}/))).toEqual([
      ['some-step, batch 16, 2 threads', 'median ms', 'min ms', 'speed', 'peak MiB', 'compile ms'],
      ['diopter', '100.0', '90.0', '1.25 x', '300', '812'],
      ['pytorch-2.13.0', '125.0', '90.0', '-'],
    ]);
    expect(new Set(text.split('\n').map((line) => line.length)).size).toBe(1);
  });

  it('show where the time goes, what is between operators included', () => {
    const operators = [
      { operator: 'Conv', milliseconds: 6, calls: 3 },
      { operator: 'Slice', milliseconds: 2, calls: 4 },
    ];
    const text = printProfile({ milliseconds: 10, operators });
    expect(text).toMatch(/Conv +60\.0 % +6\.00 +3\n/);
    expect(text).toMatch(/between operators +20\.0 % +2\.00/);
    expect(text).toContain('data movement (Slice, Concat, Transpose, Pad): 20.0 % of the step');
  });

  it('put the memory of a soak in a sentence', () => {
    expect(printSoak({ memoryMiBAtStep: { 300: 170.25, 3000: 171 }, growthKiBPerStep: 0.2841 })).toBe(
      '  memory: 170.3 MiB at step 300, 171.0 MiB at step 3000; growth 0.284 KiB per step',
    );
  });
});
