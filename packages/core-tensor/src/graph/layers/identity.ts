/** A layer that does nothing: a name for a value. */

import { elementTypes } from '../from-onnx/element-type.js';
import type { LayerDefinition } from './definition.js';
import { same } from './inputs.js';

/** See {@link identity}. */
export interface Identity {
  readonly kind: 'identity';
}

/** Its input, under another name. */
export function identity(): Identity {
  return { kind: 'identity' };
}

export const identityDefinition: LayerDefinition<Identity> = {
  arity: [1, 1],
  infer: (_layer, inputs) => same(inputs),
  apply: (_layer, [x]) => x!,
  toOnnx: (_layer, { inputs, add }) => void add('Identity', inputs),
  fromOnnx: {
    Identity(call) {
      const x = call.value(0);
      return call.emit(identity(), [x], { axes: x.axes });
    },
    /** Float32 to float32; constants are cast while the file is read. */
    Cast(call) {
      const to = elementTypes[call.attributes.int('to', 0)];
      if (to !== 'float32') throw call.refuse(`it converts to ${to ?? 'another type'}`);
      const x = call.value(0);
      return call.emit(identity(), [x], { axes: x.axes });
    },
  },
};
