import { describe, expect, it } from 'vitest';
import { recordOf, withSpeed } from './records.js';

const record = (engine: string, milliseconds: number[]) =>
  recordOf({
    name: 'some-step',
    engine,
    threads: 2,
    ready: { kind: 'ready', batch: 16, parameterCount: 10 },
    ran: [
      { kind: 'ran', milliseconds: milliseconds.slice(0, 2), peakMemoryMiB: 100 },
      { kind: 'ran', milliseconds: milliseconds.slice(2), peakMemoryMiB: 120 },
    ],
  });

describe('recordOf', () => {
  it('takes the median and minimum over all turns, and the last peak of memory', () => {
    expect(record('pytorch-2.0', [9, 3, 5])).toEqual({
      name: 'some-step',
      engine: 'pytorch-2.0',
      batch: 16,
      threads: 2,
      medianMs: 5,
      minMs: 3,
      peakMemoryMiB: 120,
      compileMs: null,
    });
  });
});

describe('withSpeed', () => {
  const diopter = record('diopter', [10, 10, 10]);

  it("compares Diopter's median with the fastest PyTorch's", () => {
    const records = withSpeed([
      diopter,
      record('pytorch-1.13', [30, 30, 1]),
      record('pytorch-2.13', [15, 15, 90]),
    ]);
    expect(records[0]!.speedVsPyTorch).toBe(1.5);
  });

  it("leaves PyTorch's records without a speed", () => {
    const [, peer] = withSpeed([diopter, record('pytorch-2.13', [15, 15, 15])]);
    expect(peer).not.toHaveProperty('speedVsPyTorch');
  });

  it('says nothing about speed where there is no PyTorch', () => {
    expect(withSpeed([diopter])).toEqual([diopter]);
  });
});
