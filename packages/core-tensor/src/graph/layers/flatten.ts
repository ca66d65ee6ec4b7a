/** Flattening of all axes but the batch. */

import { times } from '../shape.js';
import { orderedInput } from '../to-onnx/element-order.js';
import type { LayerDefinition } from './definition.js';
import { type ElementOrder, reshapeInOrder } from './element-order.js';

/** See {@link flatten}. */
export interface Flatten {
  readonly kind: 'flatten';
  readonly order: ElementOrder;
}

/** `[batch, ...]` to `[batch, features]`. `order` says in which order an image's values are read. */
export function flatten({ order = 'nhwc' }: { order?: ElementOrder } = {}): Flatten {
  return { kind: 'flatten', order };
}

export const flattenDefinition: LayerDefinition<Flatten> = {
  arity: [1, 1],
  infer: (_layer, [input]) => [input![0]!, times(...input!.slice(1))],
  apply: ({ order }, [x]) => reshapeInOrder(x!, [x!.shape[0]!, -1], order),
  toOnnx({ order }, { inputs: [x], inputShapes: [input], add }) {
    add('Flatten', [orderedInput(order, x!, input!, add)]);
  },
};
