/** The variables of one node, checked against what its layer expects. */

import type { LayerDefinition, ParameterSpec } from './layers/definition.js';
import type { Layer } from './layers/kinds.js';
import { problem } from './problem.js';
import { formatShape, type Shape } from './shape.js';

interface Shaped {
  readonly shape: readonly number[];
}

/** What a node learns and keeps, by name. */
export interface NodeVariables<T> {
  readonly parameters: Readonly<Record<string, T>>;
  readonly statistics: Readonly<Record<string, T>>;
}

/**
 * Picks a node's variables.
 *
 * @throws DiopterError `checkpoint-mismatch` for one that is missing or of another shape; it does not name the node.
 */
export function checkedVariables<T extends Shaped>(
  layer: Layer,
  definition: LayerDefinition<Layer>,
  inputs: readonly Shape[],
  found: { readonly [Group in keyof NodeVariables<T>]: NodeVariables<T>[Group] | undefined },
): NodeVariables<T> {
  return {
    parameters: checkedGroup(definition.parameters?.(layer, inputs), found.parameters),
    statistics: checkedGroup(definition.statistics?.(layer, inputs), found.statistics),
  };
}

function checkedGroup<T extends Shaped>(
  specs: Readonly<Record<string, ParameterSpec>> = {},
  found: Readonly<Record<string, T>> = {},
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, { shape }]) => {
      const variable = found[name];
      if (variable === undefined) throw problem('checkpoint-mismatch', `its ${name} is missing`);
      if (String(variable.shape) === String(shape)) return [name, variable];
      throw problem(
        'checkpoint-mismatch',
        `its ${name} is ${formatShape(variable.shape)} instead of ${formatShape(shape)}`,
        'the weights are of another graph, or the input has another number of channels',
      );
    }),
  );
}
