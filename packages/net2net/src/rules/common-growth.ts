/** Growth that several values share, because they are combined place by place. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { type AxisGrowth, sameGrowth } from '../growth/index.js';

/**
 * The one growth of values that hold the same units.
 *
 * @throws DiopterError `invalid-graph` where the copies of one come in another order than those of the other.
 */
export function commonGrowth(name: string, [first, ...others]: readonly AxisGrowth[]): AxisGrowth {
  if (others.every((other) => sameGrowth(first!, other))) return first!;
  throw new DiopterError('invalid-graph', {
    what: 'it combines the same units in two orders, which copies would not keep',
    where: `node ${name}`,
  });
}
