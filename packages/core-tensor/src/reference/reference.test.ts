/** The reference against PyTorch in double: fixtures/make.py made what it is compared with. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Attributes } from '../jit/program/program.js';
import { type ReferenceTensor, referenceKernels } from './index.js';

interface PlainTensor {
  readonly shape: readonly number[];
  /** JSON has no infinities: they are strings. */
  readonly data: readonly (number | string)[];
}

interface Fixture {
  readonly kernel: string;
  readonly inputs: readonly PlainTensor[];
  readonly attributes: Attributes;
  readonly outputs: readonly PlainTensor[];
}

const folder = join(import.meta.dirname, 'fixtures');
const fixtures = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .flatMap((file) =>
    (JSON.parse(readFileSync(join(folder, file), 'utf8')) as Fixture[]).map((fixture) => ({
      ...fixture,
      // Where nothing is summed, every element must be right by itself.
      elementwise: /^(unary|binary)\b/.test(file),
    })),
  );

const toTensor = ({ shape, data }: PlainTensor): ReferenceTensor => ({
  shape,
  data: Float64Array.from(data, (value) =>
    Number(value === 'inf' ? Infinity : value === '-inf' ? -Infinity : value),
  ),
});

/** Largest difference, relative to the expected element; sums may cancel, so they are given a thousandth of the largest element as well. */
function relativeError(actual: ReferenceTensor, expected: ReferenceTensor, elementwise: boolean): number {
  const largest = expected.data.reduce((a, b) => Math.max(a, Math.abs(b)), 0) || 1;
  return expected.data.reduce((worst, y, i) => {
    const scale = elementwise ? Math.abs(y) || largest : Math.abs(y) + largest * 1e-3;
    const error = Object.is(actual.data[i], y) ? 0 : Math.abs(actual.data[i]! - y) / scale;
    return error > worst || Number.isNaN(error) ? error : worst;
  }, 0);
}

describe.each(Object.keys(referenceKernels))('%s', (kernel) => {
  const cases = fixtures.filter((fixture) => fixture.kernel === kernel);

  it('has fixtures', () => {
    expect(cases.length).toBeGreaterThan(0);
  });

  it.each(cases.map((fixture) => [JSON.stringify(fixture.attributes), fixture] as const))(
    'equals PyTorch in double, with %s',
    (_, { inputs, attributes, outputs, elementwise }) => {
      const results = referenceKernels[kernel]!(inputs.map(toTensor), attributes);
      expect(results.map(({ shape }) => shape)).toEqual(outputs.map(({ shape }) => shape));
      outputs.forEach((output, i) => {
        const error = relativeError(results[i]!, toTensor(output), elementwise);
        expect(error).toBeLessThan(1e-12);
      });
    },
  );
});

it('every fixture belongs to a kernel', () => {
  expect(fixtures.filter(({ kernel }) => !(kernel in referenceKernels))).toEqual([]);
});
