import { describe, expect, it } from 'vitest';
import { sharesOf } from './shares.js';
import { profileOf, type TraceEvent } from './trace.js';

const run = (ts: number, dur: number): TraceEvent => ({ cat: 'Session', name: 'model_run', ts, dur });
const node = (operator: string, ts: number, dur: number): TraceEvent => ({
  cat: 'Node',
  name: `${operator}_kernel_time`,
  ts,
  dur,
  args: { op_name: operator },
});

/** Two runs; the second has the event of the run before those of its nodes, the first after, as may happen. */
const events = [
  node('Conv', 1_000, 90_000),
  run(1_000, 100_000),
  run(200_000, 10_000),
  node('Slice', 200_000, 1_000),
  node('Conv', 201_000, 5_000),
  node('Concat', 206_000, 2_000),
  node('Slice', 208_000, 1_000),
];

describe('profileOf', () => {
  const profile = profileOf(events, { skip: 1 });

  it('leaves out the runs before those that count', () => {
    expect(profile.milliseconds).toBe(10);
  });

  it('adds up the nodes of each operator, slowest first', () => {
    expect(profile.operators).toMatchObject([
      { operator: 'Conv', milliseconds: 5, calls: 1 },
      { operator: 'Slice', milliseconds: 2, calls: 2 },
      { operator: 'Concat', milliseconds: 2, calls: 1 },
    ]);
  });

  it('is the mean over the runs that count', () => {
    const { milliseconds, operators } = profileOf(events);
    expect(milliseconds).toBe(55);
    expect(operators[0]).toEqual({ operator: 'Conv', milliseconds: 47.5, calls: 1 });
  });

  it('gives shares of the whole step, what happens between operators included', () => {
    expect(sharesOf(profile)).toEqual({
      convolution: 0.5,
      matmul: 0,
      dataMovement: 0.4,
      gather: 0,
      reorder: 0,
    });
  });
});
