/** Fully connected layers, which in Caffe flatten images by themselves. */

import { dense, flatten, permuteData } from '@diopter/core-tensor/graph';
import type { HostTensor } from '@diopter/core-tensor/tree';
import type { LayerCall, LayerReaders, Value } from '../layer-call.js';

export const innerProductReaders: LayerReaders = { InnerProduct: readInnerProduct };

function readInnerProduct(call: LayerCall): Value {
  const fields = call.fields.message('inner_product_param');
  const units = fields.number('num_output', undefined);
  if (units === undefined) throw call.refuse('it has no num_output');
  if (fields.number('axis', 1) !== 1) throw call.refuse('it does not multiply everything behind axis 1');
  const bias = fields.flag('bias_term', true);
  const [input] = call.inputs;
  const x =
    input!.shape.length === 2 ? input! : call.emit(flatten({ order: 'nchw' }), [input!], { suffix: 'flat' });
  const stored = call.blob(0);
  const weight = stored && fields.flag('transpose', false) ? turned(stored) : stored;
  const weights = { weight, ...(bias && { bias: call.blob(1) }) };
  return call.emit(dense({ units, bias }), [x], { weights });
}

function turned({ dtype, shape, data }: HostTensor<'float32'>): HostTensor<'float32'> {
  return { dtype, shape: shape.toReversed(), data: permuteData(data, shape, [1, 0]) };
}
