/** Optimizer states and averages after layers were inserted. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { Values, ValueTree } from '../growth/index.js';
import type { Model } from '../model/index.js';
import type { DeepenedModel } from './deepen.js';

/** What {@link deepen} gives, without its certificate. */
type Deepened = Pick<DeepenedModel, 'model' | 'inserted'>;

/**
 * The state of an optimizer after layers were inserted: zeros for new weights, the rest as it was. Momentum begins for them as at the start of training.
 * Adam counts its steps for all weights together, so that late in training nothing corrects the moments of new weights for their start at zero: their first
 * steps are up to `(1 - beta1) / sqrt(1 - beta2)`, with the usual numbers 3.2, times the learning rate. Begin with a smaller rate, or count from
 * 1 again.
 *
 * @param state By slot, a tree like the parameters.
 * @throws DiopterError `tree-mismatch` for a state of another network.
 *
 * @example
 * const longer = deepenOptimizerState(deepened, { gradientSum, squareSum });
 */
export function deepenOptimizerState<Slot extends string>(
  deepened: Deepened,
  state: Readonly<Record<Slot, ValueTree>>,
): Readonly<Record<Slot, Model['parameters']>> {
  const slots = Object.entries<ValueTree>(state).map(
    ([slot, tree]) => [slot, extended(deepened, tree, slot, () => 0)] as const,
  );
  return Object.fromEntries(slots) as Readonly<Record<Slot, Model['parameters']>>;
}

/**
 * An average of weights after layers were inserted: new weights are their own average.
 *
 * @throws DiopterError `tree-mismatch` for an average of another network.
 */
export function deepenAverage(deepened: Deepened, average: ValueTree): Model['parameters'] {
  return extended(deepened, average, 'the average', (value) => value);
}

/** A tree like the parameters, with `start` of the parameters where they are new. */
function extended(
  { model: { parameters }, inserted }: Deepened,
  tree: ValueTree,
  what: string,
  start: (value: number) => number,
): Model['parameters'] {
  const isNew = new Set(inserted);
  const nodes = Object.entries(parameters).map(([node, named]) => {
    const own = Object.entries(named).map(([name, { shape, data }]) => {
      const old = tree[node]?.[name];
      if (!isNew.has(node)) assertLike(shape, old, `${what}, ${node}.${name}`);
      const values = isNew.has(node) ? data.map(start) : Float32Array.from(old!.data);
      return [name, { shape, dtype: 'float32' as const, data: values }] as const;
    });
    return [node, Object.fromEntries(own)] as const;
  });
  return Object.fromEntries(nodes);
}

function assertLike(shape: readonly number[], old: Values | undefined, where: string): void {
  if (String(old?.shape) === String(shape)) return;
  throw new DiopterError('tree-mismatch', {
    what: old === undefined ? 'there is nothing' : `the shape is [${old.shape}] instead of [${shape}]`,
    where,
    help: 'pass the state of the network before layers were inserted',
  });
}
