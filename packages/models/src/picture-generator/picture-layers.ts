/** From a vector or a map of features to a picture: the layers of our own small generators. */

import { type Layer, leakyRelu } from '@diopter/core-tensor/graph';
import { convolution, doubled, leakyGain, pictureOutput, usualSlope } from '../layers/index.js';
import type { FeatureShape } from './feature-shape.js';
import { stageSizes, stageWidth } from './stages.js';
import { start } from './start.js';

/** Options of {@link pictureLayers}. */
export interface PictureOptions {
  readonly from: FeatureShape;
  /** Height and width of the picture. */
  readonly size: number;
  readonly channels: number;
  readonly slope?: number;
}

/**
 * Layers by name, in their order, to pictures in [0, 1] (not clipped). After {@link start} each size is reached by an up-convolution
 * and a convolution; the last one is the linear `output`. A choice of ours, in the spirit of DeePSiM's
 * generators (leaky ReLUs of slope 0.3, up-convolutions and convolutions in turn).
 */
export function pictureLayers({
  from,
  size,
  channels,
  slope = usualSlope,
}: PictureOptions): Readonly<Record<string, Layer>> {
  const { layers, doublings } = start(from, size, slope);
  const sizes = stageSizes(size).slice(0, doublings).reverse();
  const stages = sizes.map((side, i) => stage(side, doublings - 1 - i, slope));
  return { ...Object.assign({}, layers, ...stages), output: pictureOutput(channels) };
}

/** Up to `side`, from which so many doublings are left; the output is the last one's convolution. */
function stage(side: number, doublings: number, slope: number): Readonly<Record<string, Layer>> {
  const gain = leakyGain(slope);
  const active = leakyRelu({ slope });
  const place = `${side}x${side}`;
  const up = {
    [`doubled${place}`]: doubled(),
    [`up${place}`]: convolution(stageWidth(doublings), 3, { gain }),
    [`activeUp${place}`]: active,
  };
  if (doublings === 0) return up;
  return {
    ...up,
    [`conv${place}`]: convolution(stageWidth(doublings), 3, { gain }),
    [`active${place}`]: active,
  };
}
