/** Reading fixtures that PyTorch made, and how far a result is from them. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReferenceTensor } from '../tensor.js';

/** A tensor in a fixture file. JSON has no infinities and no NaN: they are strings. */
export interface PlainTensor {
  readonly shape: readonly number[];
  readonly data: readonly (number | string)[];
  readonly dtype?: 'int32';
}

/** All cases in the `.json` files of a folder, each with the name of its file. */
export function readFixtures<Fixture>(folder: string): (Fixture & { readonly family: string })[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) =>
      (JSON.parse(readFileSync(join(folder, file), 'utf8')) as Fixture[]).map((fixture) => ({
        ...fixture,
        family: file.replace('.json', ''),
      })),
    );
}

const infinities: Readonly<Record<string, number>> = { inf: Infinity, '-inf': -Infinity };

export function toTensor({ shape, data }: PlainTensor): ReferenceTensor {
  return { shape, data: Float64Array.from(data, (value) => infinities[value] ?? Number(value)) };
}

/**
 * The largest difference, relative to the expected element and `slack` times the largest element together: sums may
 * cancel, so a small one cannot be more exact than its terms.
 */
export function relativeError(
  actual: { readonly data: ArrayLike<number> },
  expected: ReferenceTensor,
  slack = 1e-3,
): number {
  const largest = expected.data.reduce((a, b) => Math.max(a, Math.abs(b)), 0) || 1;
  return expected.data.reduce((worst, y, i) => {
    const difference = Object.is(actual.data[i], y) ? 0 : Math.abs(actual.data[i]! - y);
    const error = difference / (Math.abs(y) + slack * largest || largest);
    return error > worst || Number.isNaN(error) ? error : worst;
  }, 0);
}
