/** Pooling. Caffe lets the last window hang over the end, and counts padding in means. */

import { averagePool, globalAveragePool, globalMaxPool, maxPool } from '@diopter/core-tensor/graph';
import type { LayerCall, LayerReaders, Value } from '../layer-call.js';
import { paddingOf, pairOf } from './windows.js';

export const poolingReaders: LayerReaders = { Pooling: readPooling };

const methods = {
  MAX: { global: globalMaxPool, windowed: maxPool },
  AVE: { global: globalAveragePool, windowed: averagePool },
} as const;

function readPooling(call: LayerCall): Value {
  const fields = call.fields.message('pooling_param');
  const method = fields.choice('pool', ['MAX', 'AVE', 'STOCHASTIC']);
  if (method !== 'MAX' && method !== 'AVE') throw call.refuse(`it pools by ${method}; MAX and AVE are known`);
  if (call.tops.length > 1) throw call.refuse('its second top, the positions of the maxima, is used');
  const { global, windowed } = methods[method];
  if (fields.flag('global_pooling', false)) return call.emit(global({ keepDimensions: true }), call.inputs);
  const options = {
    kernelSize: pairOf(fields, 'kernel_size'),
    strides: pairOf(fields, 'stride'),
    padding: paddingOf(fields),
    ceilMode: fields.choice('round_mode', ['CEIL', 'FLOOR']) === 'CEIL',
    countPadding: true,
  };
  return call.emit(windowed(options), call.inputs);
}
