/** What a deep network's numbers may be. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { Trunk } from './trunk.js';

interface Numbers {
  readonly depth: number;
  readonly outputs: number;
  readonly beta: number;
  readonly transformGate: number;
}

const isCount = (value: number, minimum: number) => Number.isSafeInteger(value) && value >= minimum;

/** Whether each option is accepted, and what it has to be. */
const rules: Readonly<
  Record<string, readonly [accepts: (numbers: Numbers, trunk: Trunk) => boolean, needed: string]>
> = {
  depth: [({ depth }) => isCount(depth, 2), 'a whole number from 2'],
  outputs: [({ outputs }) => isCount(outputs, 1), 'a whole number from 1'],
  beta: [({ beta }) => Number.isFinite(beta), 'a finite number'],
  transformGate: [({ transformGate }) => transformGate > 0 && transformGate < 1, 'between 0 and 1'],
  poolAfter: [
    ({ depth }, { poolAfter }) =>
      new Set(poolAfter).size === poolAfter.length &&
      poolAfter.every((layer) => isCount(layer, 1) && layer < depth),
    'different layers from 1 to the one before the last',
  ],
  imageShape: [
    (_, { input, poolAfter }) =>
      input.slice(1, -1).every((size) => size === null || size % 2 ** poolAfter.length === 0),
    'of a height and width that can be halved as often as poolAfter says',
  ],
};

/**
 * Refuses numbers that make no network.
 *
 * @throws DiopterError `invalid-argument`.
 */
export function checkOptions(numbers: Numbers, trunk: Trunk): void {
  const wrong = Object.entries(rules).find(([, [accepts]]) => !accepts(numbers, trunk));
  if (wrong === undefined) return;
  const [option, [, needed]] = wrong;
  throw new DiopterError('invalid-argument', {
    where: `deepNetwork, option ${option}`,
    what: `it has to be ${needed}`,
  });
}
