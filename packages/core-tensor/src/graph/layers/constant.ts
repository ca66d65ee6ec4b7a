/** A learnt tensor that depends on no input. */

import { type Initializer, zeros } from '../initializers/index.js';
import { channelsFirst } from '../layout.js';
import type { LayerDefinition } from './definition.js';

/** See {@link constant}. Parameter: `value`, of the given shape. */
export interface Constant {
  readonly kind: 'constant';
  readonly shape: readonly number[];
  readonly initializers: { readonly value: Initializer };
}

/** A parameter as a node without inputs, for `add`, `multiply` and their like. */
export function constant({
  shape,
  initializers,
}: {
  shape: readonly number[];
  initializers?: Partial<Constant['initializers']>;
}): Constant {
  return { kind: 'constant', shape, initializers: { value: zeros(), ...initializers } };
}

export const constantDefinition: LayerDefinition<Constant> = {
  arity: [0, 0],
  infer: ({ shape }) => shape,
  parameters: ({ shape, initializers }) => ({ value: { shape, initializer: initializers.value } }),
  apply: (_layer, _inputs, { parameters: { value } }) => value!,
  toOnnx({ shape }, { add, variable }) {
    add('Identity', [variable('value', shape.length === 4 ? { permutation: channelsFirst } : {})]);
  },
};
