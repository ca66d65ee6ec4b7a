/** Random compositions of kernels, with their gradients: optimized, lowered and run, against their plain evaluation. */

import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { normalValues, randomKey, splitKey } from '../../random/index.js';
import { evaluate, toReference } from '../../reference/index.js';
import type { HostTensor } from '../../tree/index.js';
import { print } from '../program/print.js';
import { record } from '../record/record.js';
import { jit } from '../run/jit.js';
import { filterShapes, randomFunction } from './testing/random-function.js';

beforeAll(() => tf.setBackend('cpu'));

const image = fc.tuple(
  fc.integer({ min: 1, max: 2 }),
  fc.integer({ min: 2, max: 5 }),
  fc.integer({ min: 2, max: 5 }),
  fc.constantFrom(3, 8, 16),
);
const choices = fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 48, size: 'max' });
const seed = Number(process.env.DIOPTER_KERNEL_SEED ?? 20260722);

it('a compiled composition computes what its program says', async () => {
  await fc.assert(
    fc.asyncProperty(image, choices, fc.boolean(), async (shape, choices, gradient) => {
      const f = randomFunction(choices, gradient);
      const keys = splitKey(randomKey(seed), 1 + filterShapes.length);
      const x = normalValues(keys[0]!, shape);
      const filters = filterShapes.map((filter, i) =>
        normalValues(keys[1 + i]!, filter, { standardDeviation: 0.2 }),
      );
      const program = record(f as never, [x, filters]);
      const expected = evaluate(program, [x, ...filters].map(toReference));
      const compiled = jit(f, { threads: 2, providers: ['cpu'] });
      const actual = (await compiled(x as never, filters as never)) as unknown as HostTensor[];
      await compiled.release();
      actual.forEach((y, i) => {
        const { data, shape } = expected[i]!;
        expect(y.shape).toEqual(shape);
        const scale = data.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-3);
        const error =
          data.reduce((worst, value, j) => Math.max(worst, Math.abs(value - y.data[j]!)), 0) / scale;
        expect(error, `result ${i} of\n${print(program)}`).toBeLessThan(1e-4);
      });
    }),
    { seed, numRuns: 30 },
  );
}, 120_000);
