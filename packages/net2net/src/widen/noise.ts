/** Noise that tells copies apart. */

import { foldIn, type Key, normalValues } from '@diopter/core-tensor/random';
import {
  type AxisGrowth,
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
  'zero-sum'({ shape, data }, before, growth, noise) {
    const { axis, groups } = growth.input!;
    const stride = shape.slice(axis + 1).reduce((product, count) => product * count, 1);
    const siblings = groups.map(siblingsOf);
    forEachPlace(before, growth, (place, _from, { read, group }) => {
      const own = siblings[group]![read];
      if (own === undefined) return;
      // Of the first copy: all are done at once.
      const places = own.map((other) => place + (other - read) * stride);
      const mean = places.reduce((sum, other) => sum + noise[other]!, 0) / places.length;
      for (const other of places) data[other]! += noise[other]! - mean;
    });
  },
  paper({ data }, before, growth, noise) {
    const copies = growth.output?.growth.copy;
    if (copies === undefined) return;
    forEachPlace(before, growth, (place, _from, { made }) => {
      if (copies[made]! > 0) data[place]! += noise[place]!;
    });
  },
};

/** At the first copy of each place that is copied: all its copies. */
function siblingsOf({ before, source, copy }: AxisGrowth): readonly (readonly number[] | undefined)[] {
  const copies = Array.from({ length: before }, (): number[] => []);
  source.forEach((from, place) => {
    copies[from]!.push(place);
  });
  return Array.from(source, (from, place) =>
    copy[place] === 0 && copies[from]!.length > 1 ? copies[from] : undefined,
  );
}

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
      const noise = new Float64Array(drawn.data).map((value) => deviation * value);
      const noisy = { shape: values.shape, data: values.data.slice() };
      kinds[kind](noisy, before[node]![name]!.shape, growth, noise);
      return [name, noisy] as const;
    });
    return [node, Object.fromEntries(own)] as const;
  });
  return Object.fromEntries(nodes);
}

function deviationOf(data: ArrayLike<number>): number {
  const values = new Float64Array(data);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
