/** The beginning of our small generators: from features to a map of one of the sizes on the way to the picture. */

import { flatten, type Layer, leakyRelu, reshape, upsample } from '@diopter/core-tensor/graph';
import { connected, convolution, leakyGain } from '../layers/index.js';
import { type FeatureShape, hasPlaces } from './feature-shape.js';
import { stageSizes, stageWidth } from './stages.js';

/** The first layers by name, and how many doublings are left after them. */
interface Start {
  readonly layers: Readonly<Record<string, Layer>>;
  readonly doublings: number;
}

/** The longest vector that is connected to the first map directly; of longer ones so many units are made first. */
const longestVector = 512;

/**
 * A dense layer makes the smallest map of a vector; two convolutions keep a map, brought to the nearest size in between. A short
 * vector needs no hidden layer: without one the first few hundred steps learn markedly more.
 */
export function start(from: FeatureShape, size: number, slope: number): Start {
  return hasPlaces(from) ? fromMap(from, size, slope) : fromVector(from, size, slope);
}

function fromVector(from: FeatureShape, size: number, slope: number): Start {
  const gain = leakyGain(slope);
  const active = leakyRelu({ slope });
  const doublings = stageSizes(size).length - 1;
  const [side, width] = [stageSizes(size)[doublings]!, stageWidth(doublings)];
  const length = from.reduce((product, dimension) => product * dimension, 1);
  const layers = {
    ...(from.length > 1 && { flattened: flatten() }),
    ...(length > longestVector && { fc1: connected(longestVector, { gain }), activeFc1: active }),
    fc2: connected(side * side * width, { gain }),
    activeFc2: active,
    map: reshape({ shape: [null, side, side, width] }),
  };
  return { layers, doublings };
}

function fromMap([height, width]: readonly [number, number, number], size: number, slope: number): Start {
  const gain = leakyGain(slope);
  const active = leakyRelu({ slope });
  const ratios = stageSizes(size).map((side) => Math.abs(Math.log(side / Math.sqrt(height * width))));
  const doublings = ratios.indexOf(Math.min(...ratios));
  const side = stageSizes(size)[doublings]!;
  const isOther = height !== side || width !== side;
  const layers = {
    features1: convolution(stageWidth(doublings), 3, { gain }),
    activeFeatures1: active,
    ...(isOther && { resized: upsample({ factors: [side / height, side / width], method: 'bilinear' }) }),
    features2: convolution(stageWidth(doublings), 3, { gain }),
    activeFeatures2: active,
  };
  return { layers, doublings };
}
