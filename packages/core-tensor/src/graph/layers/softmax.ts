/** Softmax and its logarithm. */

import * as tf from '@tensorflow/tfjs';
import { int } from '../../onnx/index.js';
import type { OperatorCall } from '../from-onnx/operator-call.js';
import { fileShape, type View } from '../from-onnx/view.js';
import { onnxAxis } from '../layout.js';
import { frontAxis } from '../shape.js';
import type { LayerDefinition } from './definition.js';
import { axisOf, same } from './inputs.js';

/** See {@link softmax}. */
export interface Softmax {
  readonly kind: 'softmax';
  readonly axis: number;
  readonly logarithm: boolean;
}

/** `exp(x) / sum(exp(x))` along an axis, by default the last; its logarithm, computed stably, with `logarithm`. */
export function softmax({ axis = -1, logarithm = false } = {}): Softmax {
  return { kind: 'softmax', axis, logarithm };
}

export const softmaxDefinition: LayerDefinition<Softmax> = {
  arity: [1, 1],
  infer({ axis }, inputs) {
    axisOf(axis, inputs[0]!);
    return same(inputs);
  },
  apply({ axis, logarithm }, [x]) {
    const last = axisOf(axis, x!.shape) === x!.rank - 1;
    const swap = x!.shape.map((_, i) => i);
    [swap[swap.length - 1], swap[axisOf(axis, x!.shape)]] = [axisOf(axis, x!.shape), x!.rank - 1];
    const f = logarithm ? tf.logSoftmax : tf.softmax;
    return last ? f(x!) : tf.transpose(f(tf.transpose(x!, swap)), swap);
  },
  toOnnx({ axis, logarithm }, { inputs, shape, add }) {
    add(logarithm ? 'LogSoftmax' : 'Softmax', inputs, { axis: int(onnxAxis(axis, shape.length)) });
  },
  fromOnnx: {
    Softmax: (call) => readSoftmax(call, false),
    LogSoftmax: (call) => readSoftmax(call, true),
  },
};

function readSoftmax(call: OperatorCall, logarithm: boolean): View {
  const x = call.value(0);
  const rank = x.axes.length;
  const axis = frontAxis(call.attributes.int('axis', call.opset < 13 ? 1 : -1), rank);
  // Before operator set 13 all axes from this one on were taken together.
  const together =
    call.opset < 13 &&
    fileShape(x)
      .slice(axis + 1)
      .some((size) => size !== 1);
  if (together) throw call.refuse(`it takes axes ${axis} to ${rank - 1} together, as before operator set 13`);
  return call.emit(softmax({ axis: x.axes[axis]!, logarithm }), [x], { axes: x.axes });
}
