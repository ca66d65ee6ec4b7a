/** Joining of inputs along an axis. */

import * as tf from '@tensorflow/tfjs';
import { int } from '../../onnx/index.js';
import { onnxAxis } from '../layout.js';
import { problem } from '../problem.js';
import { formatShape, frontAxis, plus } from '../shape.js';
import type { LayerDefinition } from './definition.js';
import { axisOf } from './inputs.js';

/** See {@link concat}. */
export interface Concat {
  readonly kind: 'concat';
  readonly axis: number;
}

/** Joins inputs along `axis`, by default the channels. */
export function concat({ axis = -1 } = {}): Concat {
  return { kind: 'concat', axis };
}

export const concatDefinition: LayerDefinition<Concat> = {
  arity: [1, Infinity],
  infer(layer, inputs) {
    const [first] = inputs;
    const axis = axisOf(layer.axis, first!);
    return inputs.slice(1).reduce((joined, next) => {
      if (next.length !== joined.length) {
        throw problem('shape-mismatch', `${formatShape(joined)} and ${formatShape(next)} differ in rank`);
      }
      return joined.map((dimension, i) => {
        const other = next[i]!;
        if (i === axis) return plus(dimension, other);
        if (dimension === null || other === null || dimension === other) return dimension ?? other;
        throw problem(
          'shape-mismatch',
          `${formatShape(joined)} and ${formatShape(next)} differ beyond axis ${axis}, along which they are joined`,
        );
      });
    }, first!);
  },
  apply: ({ axis }, inputs) => tf.concat([...inputs], axis),
  toOnnx({ axis }, { inputs, shape, add }) {
    add('Concat', inputs, { axis: int(onnxAxis(axis, shape.length)) });
  },
  fromOnnx: {
    Concat(call) {
      const [first, ...others] = call.node.inputs.map((_, i) => call.value(i));
      const { axes } = first!;
      const axis = axes[frontAxis(call.attributes.int('axis', 1), axes.length)]!;
      return call.emit(concat({ axis }), [first!, ...others.map((other) => call.turned(other, axes))], {
        axes,
      });
    },
  },
};
