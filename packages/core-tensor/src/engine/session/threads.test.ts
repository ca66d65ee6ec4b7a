import { availableParallelism } from 'node:os';
import { expect, it } from 'vitest';
import { defaultThreads, physicalCores, processorQuota } from './threads.js';

const processor = (socket: number, core: number) =>
  `processor\t: 0\nphysical id\t: ${socket}\ncore id\t\t: ${core}`;

it('two hyper-threads of one core count once, equal core numbers of two sockets twice', () => {
  const listing = [processor(0, 0), processor(0, 1), processor(0, 0), processor(1, 0)].join('\n\n');
  expect(physicalCores(listing)).toBe(3);
});

it('a listing without core numbers, as on ARM, limits nothing', () => {
  expect(physicalCores('processor\t: 0\nFeatures\t: fp asimd\n\nprocessor\t: 1\n')).toBe(
    Number.POSITIVE_INFINITY,
  );
});

it("a control group's limit is rounded up to whole processors", () => {
  expect(processorQuota('150000 100000\n')).toBe(2);
  expect(processorQuota('max 100000\n')).toBe(Number.POSITIVE_INFINITY);
  expect(processorQuota('')).toBe(Number.POSITIVE_INFINITY);
});

it('the default is at least one and never more than the processors this process may use', () => {
  const threads = defaultThreads() ?? 1;
  expect(threads).toBeGreaterThanOrEqual(1);
  expect(threads).toBeLessThanOrEqual(availableParallelism());
});
