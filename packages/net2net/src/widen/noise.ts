/** Noise that tells copies apart. */

import { foldIn, type Key, normalValues } from '@diopter/core-tensor/random';
import {
  type DoubleValues,
  forEachPlace,
  type GraphGrowth,
  type ValueTree,
  type VariableGrowth,
} from '../growth/index.js';

/** How copies are told apart, beyond their shares. */
export interface WidenNoise {
  /**
   * `zero-sum`: on the weights that add copies up, so that over the copies of a unit it adds up to nothing: the function stays. `paper`: on the
   * weights that make a copy, of all copies but the first: the function changes a little (Chen et al. 2015, section 2.2; how much they add they
   * do not say).
   */
  readonly kind: 'zero-sum' | 'paper';
  /** Standard deviation, in units of that of the tensor's weights. */
  readonly scale: number;
}

/** Adds noise to a tensor of weights that was grown from one of the shape `before`. */
type AddNoise = (
  values: DoubleValues,
  before: readonly number[],
  growth: VariableGrowth,
  noise: Float64Array,
) => void;

const kinds: Readonly<Record<WidenNoise['kind'], AddNoise>> = {
  'zero-sum'({ data }, before, growth, noise) {
    // Places that copy one weight along the inputs: the same old weight, the same copy of the output.
    const groups = new Map<string, number[]>();
    forEachPlace(before, growth, (place, { from, outputCopy }) => {
      const name = `${from} ${outputCopy}`;
      const group = groups.get(name);
      if (group === undefined) groups.set(name, [place]);
      else group.push(place);
    });
    for (const places of groups.values()) {
      if (places.length === 1) continue;
      const mean = places.reduce((sum, place) => sum + noise[place]!, 0) / places.length;
      for (const place of places) data[place]! += noise[place]! - mean;
    }
  },
  paper({ data }, before, growth, noise) {
    forEachPlace(before, growth, (place, { outputCopy }) => {
      if (outputCopy > 0) data[place]! += noise[place]!;
    });
  },
};

/** Weights with noise; statistics, biases and whatever else adds nothing up stay as they are. */
export function withNoise(
  { kind, scale }: WidenNoise,
  { parameters: growths }: GraphGrowth,
  before: ValueTree,
  grown: ValueTree<DoubleValues>,
  key: Key,
): ValueTree<DoubleValues> {
  const nodes = Object.entries(grown).map(([node, named]) => {
    const own = Object.entries(named).map(([name, values]) => {
      const growth = growths[node]?.[name];
      if (growth?.input === undefined) return [name, values] as const;
      const deviation = scale * deviationOf(before[node]![name]!.data);
      const drawn = normalValues(foldIn(foldIn(key, node), name), [values.data.length]);
      const noise = Float64Array.from(drawn.data, (value) => deviation * value);
      const noisy = { shape: values.shape, data: values.data.slice() };
      kinds[kind](noisy, before[node]![name]!.shape, growth, noise);
      return [name, noisy] as const;
    });
    return [node, Object.fromEntries(own)] as const;
  });
  return Object.fromEntries(nodes);
}

function deviationOf(data: ArrayLike<number>): number {
  const values = Array.from(data);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
