/** Noise that tells copies apart. */

import { foldIn, type Key, normalValues } from '@diopter/core-tensor/random';
import {
  type AxisGrowth,
  type DoubleValues,
  forEachPlace,
  type GraphGrowth,
  mapVariables,
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
    const next = groups.map(nextCopies);
    forEachPlace(before, growth, (place, _from, { read, group }) => {
      const following = next[group]!;
      // At the first copy all are done.
      if (groups[group]!.copy[read] !== 0 || following[read]! < 0) return;
      let [sum, count] = [0, 0];
      for (let other = read; other >= 0; other = following[other]!) {
        sum += noise[place + (other - read) * stride]!;
        count++;
      }
      for (let other = read; other >= 0; other = following[other]!) {
        const at = place + (other - read) * stride;
        data[at]! += noise[at]! - sum / count;
      }
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

/** The place of the next copy of what each place copies, or -1. */
function nextCopies({ before, source }: AxisGrowth): Int32Array {
  const latest = new Int32Array(before).fill(-1);
  const next = new Int32Array(source.length).fill(-1);
  source.forEach((from, place) => {
    if (latest[from]! >= 0) next[latest[from]!] = place;
    latest[from] = place;
  });
  return next;
}

/** Weights with noise; statistics, biases and whatever else adds nothing up stay as they are. */
export function withNoise(
  { kind, scale }: WidenNoise,
  { parameters: growths }: GraphGrowth,
  before: ValueTree,
  grown: ValueTree<DoubleValues>,
  key: Key,
): ValueTree<DoubleValues> {
  return mapVariables(grown, (values, node, name) => {
    const growth = growths[node]?.[name];
    if (growth?.input === undefined) return values;
    const deviation = scale * deviationOf(before[node]![name]!.data);
    const drawn = normalValues(foldIn(foldIn(key, node), name), [values.data.length]);
    const noise = new Float64Array(drawn.data).map((value) => deviation * value);
    const noisy = { shape: values.shape, data: values.data.slice() };
    kinds[kind](noisy, before[node]![name]!.shape, growth, noise);
    return noisy;
  });
}

function deviationOf(data: ArrayLike<number>): number {
  const values = new Float64Array(data);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
