/** Padding of a two-dimensional convolution, as we spell it and as tfjs does. */

/**
 * - `'same'`: output size is `ceil(input / stride)`; the odd row or column of zeros goes to the bottom or right (TensorFlow's rule).
 * - `'valid'`: no padding.
 * - a number: so many zeros on every side (PyTorch's rule).
 * - `[[top, bottom], [left, right]]`.
 */
export type Padding =
  | 'same'
  | 'valid'
  | number
  | readonly [readonly [number, number], readonly [number, number]];

/** tfjs' spelling: explicit padding covers all four axes of NHWC. */
export type TfjsPadding =
  | 'same'
  | 'valid'
  | [[number, number], [number, number], [number, number], [number, number]];

/** A size along height and width; one number means both. */
export type Pair = number | readonly [number, number];

export function toPair(value: Pair): [number, number] {
  return typeof value === 'number' ? [value, value] : [value[0], value[1]];
}

/** A number is spelt out too: given one, tfjs sizes the width by the filter's height and the vertical stride. */
export function toTfjsPadding(padding: Padding): TfjsPadding {
  if (typeof padding === 'string') return padding;
  const [[top, bottom], [left, right]] =
    typeof padding === 'number'
      ? [
          [padding, padding],
          [padding, padding],
        ]
      : padding;
  return [
    [0, 0],
    [top!, bottom!],
    [left!, right!],
    [0, 0],
  ];
}
