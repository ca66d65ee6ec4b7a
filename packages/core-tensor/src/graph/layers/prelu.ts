/** ReLU with a learnt slope. */

import * as tf from '@tensorflow/tfjs';
import { tensorOf } from '../from-onnx/file-tensors.js';
import type { OperatorCall } from '../from-onnx/operator-call.js';
import { inFileOrder, type View } from '../from-onnx/view.js';
import { constantly, type Initializer } from '../initializers/index.js';
import { perChannel } from '../to-onnx/constants.js';
import type { LayerDefinition } from './definition.js';
import { channelsOf, same } from './inputs.js';

/** See {@link prelu}. Parameter: `slope`, `[channels]` or, if shared, `[1]`. */
export interface Prelu {
  readonly kind: 'prelu';
  readonly shared: boolean;
  readonly initializers: { readonly slope: Initializer };
}

/** Options of {@link prelu}. */
export interface PreluOptions {
  /** One slope for all channels. */
  readonly shared?: boolean;
  readonly initializers?: Partial<Prelu['initializers']>;
}

/** `x` where it is positive, `slope * x` elsewhere; slopes start at 0.25 (He et al. 2015, arXiv 1502.01852). */
export function prelu({ shared = false, initializers }: PreluOptions = {}): Prelu {
  return { kind: 'prelu', shared, initializers: { slope: constantly(0.25), ...initializers } };
}

export const preluDefinition: LayerDefinition<Prelu> = {
  arity: [1, 1],
  infer: (_layer, inputs) => same(inputs),
  parameters({ shared, initializers }, [input]) {
    return { slope: { shape: [shared ? 1 : channelsOf(input!)], initializer: initializers.slope } };
  },
  apply: (_layer, [x], { parameters: { slope } }) => tf.prelu(x!, slope!),
  toOnnx({ shared }, { inputs, shape, add, variable }) {
    const count = shared ? 1 : channelsOf(shape);
    add('PRelu', [inputs[0]!, variable('slope', { shape: perChannel(count, shape.length) })]);
  },
  fromOnnx: { PRelu: readPrelu },
};

function readPrelu(call: OperatorCall): View {
  const value = call.value(0);
  const rank = value.axes.length;
  const slope = call.constant(1);
  const { length } = slope.data;
  // One axis is the last one, but was the channels before operator set 7.
  const perLast = slope.shape.length === 1 && length > 1 && rank > 2 && call.opset >= 7;
  const x = perLast ? call.turned(value, inFileOrder(rank)) : call.image(0);
  const place = slope.shape.length - slope.shape.indexOf(length);
  const fits =
    length === 1 || (length === x.shape.at(-1) && place === (perLast || call.opset < 7 ? 1 : rank - 1));
  if (!fits) {
    throw call.refuse(`its slopes have the shape [${slope.shape}]; one, or one per channel, is known here`);
  }
  const parameters = { slope: tensorOf(slope, { shape: [length] }) };
  return call.emit(prelu({ shared: length === 1 }), [x], { axes: x.axes, parameters });
}
