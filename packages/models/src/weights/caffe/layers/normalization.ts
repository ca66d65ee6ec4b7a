/** Normalization, and the learnt factors and biases that Caffe keeps in layers of their own. */

import { add, batchNorm, constant, lrn, multiply, softmax } from '@diopter/core-tensor/graph';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { axisHere } from '../axes.js';
import type { LayerCall, LayerReaders, Value } from '../layer-call.js';

export const normalizationReaders: LayerReaders = {
  LRN: readLrn,
  Softmax: (call) => {
    const axis = call.fields.message('softmax_param').number('axis', 1);
    return call.emit(softmax({ axis: axisHere(axis, call.inputs[0]!.shape.length) }), call.inputs);
  },
  BatchNorm: readBatchNorm,
  Scale: readScale,
  Bias: (call) => {
    requireChannels(call, 'bias_param');
    return withConstant(call, call.inputs[0]!, 'bias', call.blob(0));
  },
};

function readLrn(call: LayerCall): Value {
  const fields = call.fields.message('lrn_param');
  if (fields.choice('norm_region', ['ACROSS_CHANNELS', 'WITHIN_CHANNEL']) !== 'ACROSS_CHANNELS') {
    throw call.refuse('it normalizes within channels');
  }
  const layer = lrn({
    size: fields.number('local_size', 5),
    alpha: fields.number('alpha', 1),
    beta: fields.number('beta', 0.75),
    bias: fields.number('k', 1),
  });
  return call.emit(layer, call.inputs);
}

/** Caffe stores sums of means and variances, and what they are to be divided by. */
function readBatchNorm(call: LayerCall): Value {
  const fields = call.fields.message('batch_norm_param');
  if (!fields.flag('use_global_stats', true))
    throw call.refuse("it normalizes by the batch's own statistics");
  const [mean, variance, factor] = [0, 1, 2].map((index) => call.blob(index));
  const sum = factor?.data[0] ?? 1;
  const divided = (tensor: HostTensor<'float32'> | undefined) =>
    tensor && { ...tensor, data: tensor.data.map((value) => (sum === 0 ? 0 : value / sum)) };
  const filled = (value: number) => mean && { ...mean, data: mean.data.map(() => value) };
  return call.emit(batchNorm({ epsilon: fields.number('eps', 1e-5) }), call.inputs, {
    weights: {
      weight: filled(1),
      bias: filled(0),
      running_mean: divided(mean),
      running_var: divided(variance),
    },
  });
}

function readScale(call: LayerCall): Value {
  const fields = requireChannels(call, 'scale_param');
  const bias = fields.flag('bias_term', false);
  const [x] = call.inputs;
  const factors = call.blob(0);
  if (!bias) return withConstant(call, x!, 'factor', factors);
  return withConstant(call, withConstant(call, x!, 'factor', factors, 'scaled'), 'bias', call.blob(1));
}

const operations = { factor: multiply, bias: add } as const;

/** Multiplies by, or adds, one stored number per channel. */
function withConstant(
  call: LayerCall,
  x: Value,
  name: keyof typeof operations,
  value: HostTensor<'float32'> | undefined,
  suffix?: string,
): Value {
  const channels = x.shape.at(-1)!;
  const operand = call.emit(constant({ shape: [channels] }), [], { suffix: name, weights: { value } });
  return call.emit(operations[name](), [x, operand], suffix === undefined ? {} : { suffix });
}

function requireChannels(call: LayerCall, name: string) {
  const fields = call.fields.message(name);
  const perChannel = fields.number('axis', 1) === 1 && fields.number('num_axes', 1) === 1;
  if (perChannel && call.inputs.length === 1) return fields;
  throw call.refuse('only one learnt number per channel is known here');
}
