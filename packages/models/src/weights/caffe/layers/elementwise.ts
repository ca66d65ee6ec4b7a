/** Functions of every number by itself. */

import {
  activation,
  dropout,
  elu,
  leakyRelu,
  type PlainFunction,
  prelu,
  relu,
  scale,
  sigmoid,
  softplus,
  tanh,
} from '@diopter/core-tensor/graph';
import type { LayerCall, LayerReaders, Value } from '../layer-call.js';

export const elementwiseReaders: LayerReaders = {
  ReLU: (call) => {
    const slope = call.fields.message('relu_param').number('negative_slope', 0);
    return call.emit(slope === 0 ? relu() : leakyRelu({ slope }), call.inputs);
  },
  PReLU: (call) => {
    const shared = call.fields.message('prelu_param').flag('channel_shared', false);
    const stored = call.blob(0);
    // One slope for all channels is stored without axes.
    const weight = stored && { ...stored, shape: [stored.data.length] };
    return call.emit(prelu({ shared }), call.inputs, { weights: { weight } });
  },
  ELU: (call) => call.emit(elu({ alpha: call.fields.message('elu_param').number('alpha', 1) }), call.inputs),
  Sigmoid: (call) => call.emit(sigmoid(), call.inputs),
  TanH: (call) => call.emit(tanh(), call.inputs),
  AbsVal: (call) => call.emit(activation('abs'), call.inputs),
  BNLL: (call) => call.emit(softplus(), call.inputs),
  Dropout: (call) => {
    const rate = call.fields.message('dropout_param').number('dropout_ratio', 0.5);
    return call.emit(dropout({ rate }), call.inputs);
  },
  Power: readPower,
  Exp: readExponential,
};

/** The powers that are layers here. */
const powers: Readonly<Record<number, PlainFunction>> = { 2: 'square', 0.5: 'sqrt', [-1]: 'reciprocal' };

/** `(shift + scale * x)^power`. */
function readPower(call: LayerCall): Value {
  const fields = call.fields.message('power_param');
  const [multiplier, offset] = [fields.number('scale', 1), fields.number('shift', 0)];
  const power = fields.number('power', 1);
  if (power === 1) return call.emit(scale({ multiplier, offset }), call.inputs);
  const name = powers[power];
  if (name === undefined) {
    throw call.refuse(`it raises to the power ${power}; known are 1, ${Object.keys(powers).join(', ')}`);
  }
  const scaled = call.emit(scale({ multiplier, offset }), call.inputs, { suffix: 'scaled' });
  return call.emit(activation(name), [scaled]);
}

/** `base^(shift + scale * x)`, to the base e if none is given. */
function readExponential(call: LayerCall): Value {
  const fields = call.fields.message('exp_param');
  const base = fields.number('base', -1);
  const logarithm = base === -1 ? 1 : Math.log(base);
  const affine = scale({
    multiplier: logarithm * fields.number('scale', 1),
    offset: logarithm * fields.number('shift', 0),
  });
  return call.emit(activation('exp'), [call.emit(affine, call.inputs, { suffix: 'scaled' })]);
}
