/** What was asked to be widened, checked and complete. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { Trace } from '../trace/index.js';
import type { WidenRequest } from './copies.js';
import { plannedLayers } from './plan.js';
import type { WidenGraphOptions } from './widen-graph.js';

/**
 * The layers to widen, one by one. Of a factor: all that can be.
 *
 * @throws DiopterError `invalid-argument` for a layer that is not there, a size that is no size, and a factor below 1.
 */
export function checkedRequests(traced: Trace, layers: WidenGraphOptions['layers']): readonly WidenRequest[] {
  const planned = plannedLayers(traced);
  if ('factor' in layers) {
    const { factor } = layers;
    if (!(factor >= 1 && Number.isFinite(factor))) {
      throw new DiopterError('invalid-argument', {
        what: `the factor is ${factor}`,
        where: 'widen',
        help: 'at least 1',
      });
    }
    return planned
      .filter(({ widenable }) => widenable)
      .map(({ name, units }) => ({ layer: name, to: Math.round(units * factor) }));
  }
  for (const { layer, to } of layers) {
    const found = planned.find(({ name }) => name === layer);
    if (found === undefined) {
      throw new DiopterError('invalid-argument', {
        what: `there is no layer "${layer}" that makes units`,
        where: 'widen',
        help: `one of ${planned.map(({ name }) => name).join(', ')}`,
      });
    }
    if (!Number.isSafeInteger(to)) {
      throw new DiopterError('invalid-argument', {
        what: `${to} is no number of units`,
        where: `layer ${layer}`,
      });
    }
  }
  return layers;
}
