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

/** Units between a vector and the first map. */
const hiddenUnits = 512;

/** Two dense layers make the smallest map of a vector; two convolutions keep a map, brought to the nearest size in between. */
export function start(from: FeatureShape, size: number, slope: number): Start {
  return hasPlaces(from) ? fromMap(from, size, slope) : fromVector(from, size, slope);
}

function fromVector(from: FeatureShape, size: number, slope: number): Start {
  const gain = leakyGain(slope);
  const active = leakyRelu({ slope });
  const doublings = stageSizes(size).length - 1;
  const [side, width] = [stageSizes(size)[doublings]!, stageWidth(doublings)];
  const layers = {
    ...(from.length > 1 && { flattened: flatten() }),
    fc1: connected(hiddenUnits, { gain }),
    activeFc1: active,
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
