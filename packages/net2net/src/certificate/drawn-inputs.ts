/** Inputs to compare networks on, where nobody gives any. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { Graph } from '@diopter/core-tensor/graph';
import { foldIn, type Key, normalValues } from '@diopter/core-tensor/random';
import type { ModelInputs } from './outputs.js';

/** What {@link drawnInputs} can be told. */
export interface DrawnInputsOptions {
  readonly batch?: number;
  /** Height and width where the graph takes any. */
  readonly size?: number;
}

/**
 * Standard normal numbers for every input of a graph.
 *
 * @throws DiopterError `invalid-argument` for an input of which another axis than the batch, height and width is not known.
 */
export function drawnInputs(
  { inputs }: Graph,
  key: Key,
  { batch = 2, size = 32 }: DrawnInputsOptions = {},
): ModelInputs {
  const entries = Object.entries(inputs).map(([name, shape]) => {
    const sizes = shape.map((count, axis) => {
      if (axis === 0) return count ?? batch;
      if (count !== null) return count;
      if (shape.length === 4 && axis < 3) return size;
      throw new DiopterError('invalid-argument', {
        what: `axis ${axis} of input ${name} may have any size: inputs cannot be drawn`,
        where: 'option inputs',
        help: 'pass inputs to compare the networks on',
      });
    });
    return [name, normalValues(foldIn(key, name), sizes)] as const;
  });
  return Object.fromEntries(entries);
}
