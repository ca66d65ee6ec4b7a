/** Convolutions and Caffe's "deconvolutions", which are transposed convolutions. */

import { conv2d, conv2dTranspose } from '@diopter/core-tensor/graph';
import type { LayerCall, LayerReaders, Value } from '../layer-call.js';
import { paddingOf, pairOf } from './windows.js';

export const convolutionReaders: LayerReaders = {
  Convolution: (call) => readConvolution(call, conv2d),
  Deconvolution: (call) => readConvolution(call, conv2dTranspose),
};

function readConvolution(call: LayerCall, layer: typeof conv2d | typeof conv2dTranspose): Value {
  const fields = call.fields.message('convolution_param');
  if (fields.number('axis', 1) !== 1) throw call.refuse('its channels are not axis 1');
  const filters = fields.number('num_output', undefined);
  if (filters === undefined) throw call.refuse('it has no num_output');
  const bias = fields.flag('bias_term', true);
  const options = {
    filters,
    kernelSize: pairOf(fields, 'kernel_size'),
    strides: pairOf(fields, 'stride'),
    padding: paddingOf(fields),
    dilations: pairOf(fields, 'dilation'),
    groups: fields.number('group', 1),
    bias,
  };
  const weights = { weight: call.blob(0), ...(bias && { bias: call.blob(1) }) };
  return call.emit(layer(options), call.inputs, { weights });
}
