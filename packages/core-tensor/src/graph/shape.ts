/** Shapes that may be partly known: a model is written for any batch, often for any height and width. */

/** A size, or `null` where it is only known when the graph runs. */
export type Dimension = number | null;

/** A shape as a graph knows it. Images are NHWC: `[null, 64, 64, 3]` is any number of 64x64 colour images. */
export type Shape = readonly Dimension[];

/** Text of a shape; unknown sizes are `?`. */
export function formatShape(shape: Shape): string {
  return `[${shape.map((dimension) => dimension ?? '?').join(', ')}]`;
}

/** Number of elements, or `null` if a dimension is unknown. */
export function countOf(shape: Shape): number | null {
  return shape.reduce<Dimension>((product, dimension) => times(product, dimension), 1);
}

/** Product of known factors; unknown if one is. */
export function times(...factors: readonly Dimension[]): Dimension {
  let product = 1;
  for (const factor of factors) {
    if (factor === null) return null;
    product *= factor;
  }
  return product;
}

/** Sum of known terms; unknown if one is. */
export function plus(...terms: readonly Dimension[]): Dimension {
  let sum = 0;
  for (const term of terms) {
    if (term === null) return null;
    sum += term;
  }
  return sum;
}

/** The axis counted from the front, for an axis that may count from the back (-1 is the last). */
export function frontAxis(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}
