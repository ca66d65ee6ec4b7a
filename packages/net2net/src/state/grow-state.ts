/** Optimizer states and averages after growth, so that training goes on as if nothing had happened. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { type GraphGrowth, growTree, type Role, type ValueTree } from '../growth/index.js';
import { type Model, roundedTree } from '../model/index.js';

/** What each slot of this project's optimizers holds. */
const slotRoles: Readonly<Record<string, Role>> = {
  velocity: 'gradient',
  gradientSum: 'gradient',
  squareSum: 'squared-gradient',
};

/**
 * The state of an optimizer after its network has been widened. The gradient of a copied unit's incoming weights is its share of what it was,
 * that of the weights that add copies up is what it was; first moments are moved as gradients are, second moments as their squares. Step
 * counts stay: what they correct for has not changed. With noise, or shares that a layer norm mixes, this is an approximation.
 *
 * @param state By slot, a tree like the parameters.
 * @throws DiopterError `invalid-argument` for a slot that no optimizer of this project has.
 *
 * @example
 * const grown = growOptimizerState(growth, { gradientSum, squareSum });
 */
export function growOptimizerState<Slot extends string>(
  growth: GraphGrowth,
  state: Readonly<Record<Slot, ValueTree>>,
): Readonly<Record<Slot, Model['parameters']>> {
  const slots = Object.entries<ValueTree>(state).map(([slot, tree]) => {
    const role = slotRoles[slot];
    if (role === undefined) {
      throw new DiopterError('invalid-argument', {
        what: `it is not known how "${slot}" grows`,
        where: 'growOptimizerState',
        help: `known are ${Object.keys(slotRoles).join(', ')}`,
      });
    }
    return [slot, roundedTree(growTree(growth.parameters, tree, role))] as const;
  });
  return Object.fromEntries(slots) as Readonly<Record<Slot, Model['parameters']>>;
}

/** An average of weights after its network has been widened: it computes what it computed before. */
export function growAverage(growth: GraphGrowth, average: ValueTree): Model['parameters'] {
  return roundedTree(growTree(growth.parameters, average, 'weight'));
}
