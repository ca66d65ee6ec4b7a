/** How one axis of a tensor grows: what each new place copies, and which share of the copied it stands for. */

import { DiopterError } from '@diopter/core-tensor/errors';

/** The growth of an axis, place by place of the new axis. Plain data. */
export interface AxisGrowth {
  /** Size of the axis before. */
  readonly before: number;
  /** The old place that each new place copies. */
  readonly source: Int32Array;
  /** Which copy it is, from 0. */
  readonly copy: Int32Array;
  /** Its share of what the old place gave: shares of copies of one place add up to 1. */
  readonly share: Float64Array;
}

/** An axis that stays as it is. */
export function unchanged(size: number): AxisGrowth {
  return {
    before: size,
    source: new Int32Array(size).map((_, place) => place),
    copy: new Int32Array(size),
    share: new Float64Array(size).fill(1),
  };
}

/** Size of the axis afterwards. */
export function sizeAfter({ source }: AxisGrowth): number {
  return source.length;
}

/** Whether anything is copied. */
export function grows({ before, source }: AxisGrowth): boolean {
  return source.length !== before;
}

/** Whether two axes grow in the same way, so that their values can be combined place by place. */
export function sameGrowth(a: AxisGrowth, b: AxisGrowth): boolean {
  return (
    a.before === b.before &&
    a.source.length === b.source.length &&
    a.source.every((source, place) => source === b.source[place] && a.copy[place] === b.copy[place])
  );
}

/** The axes one after the other. */
export function joinedGrowth(parts: readonly AxisGrowth[]): AxisGrowth {
  const size = parts.reduce((sum, part) => sum + sizeAfter(part), 0);
  const joined = { source: new Int32Array(size), copy: new Int32Array(size), share: new Float64Array(size) };
  let [before, place] = [0, 0];
  for (const part of parts) {
    joined.source.set(
      part.source.map((source) => source + before),
      place,
    );
    joined.copy.set(part.copy, place);
    joined.share.set(part.share, place);
    before += part.before;
    place += sizeAfter(part);
  }
  return { before, ...joined };
}

/**
 * The growth of the old places from `start` to `end`, exclusive.
 *
 * @param where What takes the part, for the error.
 * @throws DiopterError `invalid-graph` where their copies do not lie together.
 */
export function partOfGrowth(growth: AxisGrowth, start: number, end: number, where: string): AxisGrowth {
  const inside = (source: number) => source >= start && source < end;
  // An empty part is from 0 to 0.
  const range = [
    Math.max(growth.source.findIndex(inside), 0),
    growth.source.findLastIndex(inside) + 1,
  ] as const;
  const source = growth.source.slice(...range);
  if (!source.every(inside)) {
    throw new DiopterError('invalid-graph', {
      what: 'copies of the units that it takes would not lie beside each other',
      where,
    });
  }
  return {
    before: end - start,
    source: source.map((place) => place - start),
    copy: growth.copy.slice(...range),
    share: growth.share.slice(...range),
  };
}

/** The growth of equal parts, one after the other; see {@link partOfGrowth}. */
export function partsOfGrowth(growth: AxisGrowth, count: number, where: string): AxisGrowth[] {
  const size = growth.before / count;
  return Array.from({ length: count }, (_, i) => partOfGrowth(growth, i * size, (i + 1) * size, where));
}

/** Every place of a slow axis of `count` holds the whole axis: new place `i * size + j` is place `j` of the `i`-th. */
export function repeatedWhole(growth: AxisGrowth, count: number): AxisGrowth {
  return joinedGrowth(Array.from({ length: count }, () => growth));
}

/** Every place of the axis is followed by `count` places of its own. */
export function repeatedPlaces({ before, source, copy, share }: AxisGrowth, count: number): AxisGrowth {
  const size = source.length * count;
  const at = (place: number) => Math.floor(place / count);
  return {
    before: before * count,
    source: new Int32Array(size).map((_, place) => source[at(place)]! * count + (place % count)),
    copy: new Int32Array(size).map((_, place) => copy[at(place)]!),
    share: new Float64Array(size).map((_, place) => share[at(place)]!),
  };
}
