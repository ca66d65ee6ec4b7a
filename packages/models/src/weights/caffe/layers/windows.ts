/** Kernel sizes, strides and paddings, which Caffe writes once, per axis, or with `_h` and `_w`. */

import type { Fields } from '../fields.js';

/** One number for rows and one for columns. */
export function pairOf(
  fields: Fields,
  name: string,
  short = name,
  fallback?: number,
): readonly [number, number] {
  const all = fields.numbers(name);
  const [rows = fallback, columns = rows] = all;
  return [
    fields.number(`${short}_h`, rows ?? Number.NaN),
    fields.number(`${short}_w`, columns ?? Number.NaN),
  ];
}

/** Paddings of both sides of both axes. */
export function paddingOf(fields: Fields): readonly [readonly [number, number], readonly [number, number]] {
  const [rows, columns] = pairOf(fields, 'pad', 'pad', 0);
  return [
    [rows, rows],
    [columns, columns],
  ];
}
