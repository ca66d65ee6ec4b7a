/** The numbers that a step or a validation gives, as the rest of the loop wants them. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { HostTensor } from '@diopter/core-tensor/tree';

/** Numbers by name; scalars as compiled functions return them count as numbers. */
export type Metrics = Readonly<Record<string, number | HostTensor>>;

/** The metrics as plain numbers. */
export function toNumbers(metrics: Metrics): Record<string, number> {
  const entries = Object.entries(metrics).map(([name, value]) => [name, toNumber(name, value)] as const);
  return Object.fromEntries(entries);
}

function toNumber(name: string, value: number | HostTensor): number {
  if (typeof value === 'number') return value;
  if (value.data.length === 1) return value.data[0]!;
  throw new DiopterError('shape-mismatch', {
    what: `a metric is one number, not a tensor of shape [${value.shape.join(', ')}]`,
    where: `train, metric ${name}`,
  });
}

/**
 * Returns if all numbers are finite.
 *
 * @throws DiopterError `non-finite-loss`, naming the step and the terms.
 */
export function assertFinite(metrics: Readonly<Record<string, number>>, step: number): void {
  const terms = Object.entries(metrics).filter(([, value]) => !Number.isFinite(value));
  if (terms.length === 0) return;
  throw new DiopterError('non-finite-loss', {
    what: `at step ${step}, ${terms.map(([name, value]) => `${name} is ${value}`).join(' and ')}`,
    where: 'train',
    help:
      step === 1
        ? 'nothing has been learnt yet: look at the data, and at how weights start and layers are scaled'
        : 'the last good checkpoint is kept; try a lower learning rate or clip the gradients',
  });
}
