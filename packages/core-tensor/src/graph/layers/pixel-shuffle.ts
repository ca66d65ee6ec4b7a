/** Sub-pixel rearrangement of channels into pixels. */

import { int, text } from '../../onnx/index.js';
import { type BlockOrder, depthToSpace } from '../../ops/index.js';
import { problem } from '../problem.js';
import { times } from '../shape.js';
import type { LayerDefinition } from './definition.js';
import { imageOf } from './inputs.js';

/** See {@link pixelShuffle}. */
export interface PixelShuffle {
  readonly kind: 'pixelShuffle';
  readonly block: number;
  readonly order: BlockOrder;
}

/**
 * Turns `block^2` channels into `block x block` pixels (Shi et al. 2016, arXiv 1609.05158). `order` says how the channels
 * hold a block: `'CRD'` is PyTorch's, `'DCR'` TensorFlow's.
 */
export function pixelShuffle({
  block = 2,
  order = 'CRD',
}: Partial<Pick<PixelShuffle, 'block' | 'order'>> = {}): PixelShuffle {
  return { kind: 'pixelShuffle', block, order };
}

export const pixelShuffleDefinition: LayerDefinition<PixelShuffle> = {
  arity: [1, 1],
  infer({ block }, inputs) {
    const [batch, height, width, channels] = imageOf(inputs);
    if (channels % block ** 2 !== 0) {
      throw problem('shape-mismatch', `${channels} channels are not a multiple of ${block} x ${block}`);
    }
    return [batch, times(height, block), times(width, block), channels / block ** 2];
  },
  apply: ({ block, order }, [x]) => depthToSpace(x!, block, order),
  toOnnx({ block, order }, { inputs, add }) {
    add('DepthToSpace', inputs, { blocksize: int(block), mode: text(order) });
  },
  fromOnnx: {
    DepthToSpace(call) {
      const order = call.attributes.text('mode', 'DCR') === 'CRD' ? 'CRD' : 'DCR';
      return call.emit(pixelShuffle({ block: call.attributes.int('blocksize', 1), order }), [call.image(0)]);
    },
  },
};
