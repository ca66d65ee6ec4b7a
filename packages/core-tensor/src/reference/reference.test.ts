/** The reference against PyTorch in double: fixtures/make.py made what it is compared with. */

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Attributes } from '../jit/program/program.js';
import { referenceKernels } from './index.js';
import { type PlainTensor, readFixtures, relativeError, toTensor } from './testing/fixtures.js';

interface Fixture {
  readonly kernel: string;
  readonly inputs: readonly PlainTensor[];
  readonly attributes: Attributes;
  readonly outputs: readonly PlainTensor[];
}

const fixtures = readFixtures<Fixture>(join(import.meta.dirname, 'fixtures'));

describe.each(Object.keys(referenceKernels))('%s', (kernel) => {
  const cases = fixtures.filter((fixture) => fixture.kernel === kernel);

  it('has fixtures', () => {
    expect(cases.length).toBeGreaterThan(0);
  });

  it.each(cases.map((fixture) => [JSON.stringify(fixture.attributes), fixture] as const))(
    'equals PyTorch in double, with %s',
    (_, { inputs, attributes, outputs, family }) => {
      // Where nothing is summed, every element must be right by itself.
      const slack = family === 'unary' || family === 'binary' ? 0 : 1e-3;
      const results = referenceKernels[kernel]!(inputs.map(toTensor), attributes);
      expect(results.map(({ shape }) => shape)).toEqual(outputs.map(({ shape }) => shape));
      outputs.forEach((output, i) => {
        expect(relativeError(results[i]!, toTensor(output), slack)).toBeLessThan(1e-12);
      });
    },
  );
});

it('every fixture belongs to a kernel', () => {
  expect(fixtures.filter(({ kernel }) => !(kernel in referenceKernels))).toEqual([]);
});
