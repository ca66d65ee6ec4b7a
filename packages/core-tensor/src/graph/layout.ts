/** Where axes lie in ONNX, whose images are NCHW, and here, where they are NHWC. Other ranks are the same in both. */

/** For images: the axis here of each ONNX axis. As a permutation it turns NHWC into NCHW. */
export const channelsFirst: readonly number[] = [0, 3, 1, 2];

/** For images: the ONNX axis of each axis here. As a permutation it turns NCHW into NHWC. */
export const channelsLast: readonly number[] = [0, 2, 3, 1];

/** For filters: turns `[height, width, in, out]` into ONNX' `[out, in, height, width]`, for transposed convolutions too. */
export const filterToOnnx: readonly number[] = [3, 2, 0, 1];

/** For filters: the way back. */
export const filterFromOnnx: readonly number[] = [2, 3, 1, 0];

/** The axis in ONNX of an axis here, counted from the front. */
export function onnxAxis(axis: number, rank: number): number {
  const front = axis < 0 ? axis + rank : axis;
  return rank === 4 ? channelsLast[front]! : front;
}

/** The axes here in the order in which ONNX has them. */
export function onnxOrder(rank: number): readonly number[] {
  return rank === 4 ? channelsFirst : Array.from({ length: rank }, (_, axis) => axis);
}

/** The permutation that undoes another. */
export function inverse(permutation: readonly number[]): number[] {
  const result: number[] = [];
  permutation.forEach((from, to) => {
    result[from] = to;
  });
  return result;
}

/** Whether a permutation leaves all axes where they are. */
export function isIdentity(permutation: readonly number[]): boolean {
  return permutation.every((from, to) => from === to);
}

/** The entries of a list in the order of a permutation. */
export function permuted<T>(list: readonly T[], permutation: readonly number[]): T[] {
  return permutation.map((from) => list[from]!);
}

/** For each entry how many are smaller: where it stands when they are sorted. */
export function ranksOf(axes: readonly number[]): number[] {
  return axes.map((axis) => axes.filter((other) => other < axis).length);
}
