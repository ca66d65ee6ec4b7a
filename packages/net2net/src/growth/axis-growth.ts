/** How one axis of a tensor grows: what each new place copies, and which share of the copied it stands for. */

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
    source: Int32Array.from({ length: size }, (_, place) => place),
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
  const before = parts.reduce((sum, part) => sum + part.before, 0);
  let offset = 0;
  const sources = parts.map(({ before, source }) => {
    const moved = source.map((place) => place + offset);
    offset += before;
    return moved;
  });
  return {
    before,
    source: Int32Array.from(sources.flatMap((part) => [...part])),
    copy: Int32Array.from(parts.flatMap(({ copy }) => [...copy])),
    share: Float64Array.from(parts.flatMap(({ share }) => [...share])),
  };
}

/** The new places whose old ones are from `start` to `end`, exclusive. They must lie together. */
export function partOfGrowth(growth: AxisGrowth, start: number, end: number): AxisGrowth {
  const places = [...growth.source.keys()].filter(
    (place) => growth.source[place]! >= start && growth.source[place]! < end,
  );
  return {
    before: end - start,
    source: Int32Array.from(places, (place) => growth.source[place]! - start),
    copy: Int32Array.from(places, (place) => growth.copy[place]!),
    share: Float64Array.from(places, (place) => growth.share[place]!),
  };
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
    source: Int32Array.from({ length: size }, (_, place) => source[at(place)]! * count + (place % count)),
    copy: Int32Array.from({ length: size }, (_, place) => copy[at(place)]!),
    share: Float64Array.from({ length: size }, (_, place) => share[at(place)]!),
  };
}
