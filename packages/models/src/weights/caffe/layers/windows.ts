/** Kernel sizes, strides and paddings, which Caffe writes once, per axis, or with `_h` and `_w`. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { Fields } from '../fields.js';

/** How a setting of windows is written. */
interface WindowSetting {
  /** What it begins with where rows and columns are written apart: `kernel` for `kernel_h`. */
  readonly short: string;
  readonly fallback?: number;
  readonly minimum: number;
}

const settings = {
  kernel_size: { short: 'kernel', minimum: 1 },
  stride: { short: 'stride', fallback: 1, minimum: 1 },
  dilation: { short: 'dilation', fallback: 1, minimum: 1 },
  pad: { short: 'pad', fallback: 0, minimum: 0 },
} as const satisfies Readonly<Record<string, WindowSetting>>;

/**
 * One number for rows and one for columns.
 *
 * @throws DiopterError `invalid-data` if one is absent or too small, without naming the layer.
 */
export function pairOf(fields: Fields, name: keyof typeof settings): readonly [number, number] {
  const { short, fallback, minimum }: WindowSetting = settings[name];
  const [first = fallback, second = first] = fields.numbers(name);
  const rows = fields.number(`${short}_h`, first);
  const columns = fields.number(`${short}_w`, second);
  const isRight = (size: number | undefined): size is number => Number.isInteger(size) && size! >= minimum;
  if (isRight(rows) && isRight(columns)) return [rows, columns];
  const wrong = isRight(rows) ? columns : rows;
  throw new DiopterError('invalid-data', {
    what: wrong === undefined ? `it has no ${name}` : `its ${name} cannot be ${wrong}`,
  });
}

/** Paddings of both sides of both axes. */
export function paddingOf(fields: Fields): readonly [readonly [number, number], readonly [number, number]] {
  const [rows, columns] = pairOf(fields, 'pad');
  return [
    [rows, rows],
    [columns, columns],
  ];
}
