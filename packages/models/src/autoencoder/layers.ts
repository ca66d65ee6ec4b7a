/** The two halves of the autoencoder, layer by layer. */

import { leakyRelu, scale } from '@diopter/core-tensor/graph';
import { convolution, doubled, leakyGain, linearGain, pictureOutput, usualSlope } from '../layers/index.js';

/** Pixels in [0, 1] to features of an eighth of the height and width, with 64 channels. */
export function encodingLayers({ slope = usualSlope } = {}) {
  const gain = leakyGain(slope);
  const active = leakyRelu({ slope });
  return {
    centred: scale({ multiplier: 4, offset: -2 }),
    conv1: convolution(32, 5, { strides: 2, gain }),
    active1: active,
    conv2: convolution(64, 3, { gain }),
    active2: active,
    conv3: convolution(64, 5, { strides: 2, gain }),
    active3: active,
    conv4: convolution(128, 3, { gain }),
    active4: active,
    conv5: convolution(64, 3, { strides: 2, gain }),
    active5: active,
  };
}

/** Those features to the code. */
export function codeLayer(channels: number) {
  return { code: convolution(channels, 3, { gain: linearGain }) };
}

/** The code to pixels. */
export function decodingLayers(channels: number, { slope = usualSlope } = {}) {
  const gain = leakyGain(slope);
  const active = leakyRelu({ slope });
  return {
    doubled1: doubled(),
    up1: convolution(64, 3, { gain }),
    active6: active,
    conv6: convolution(64, 3, { gain }),
    active7: active,
    doubled2: doubled(),
    up2: convolution(32, 3, { gain }),
    active8: active,
    conv7: convolution(32, 3, { gain }),
    active9: active,
    doubled3: doubled(),
    up3: convolution(16, 3, { gain }),
    active10: active,
    output: pictureOutput(channels),
  };
}
