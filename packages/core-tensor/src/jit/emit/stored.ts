/** How a value lies in memory: its physical axis order, and which axes are stored once and stretched. */

/**
 * A value of the program as the ONNX graph holds it.
 *
 * tfjs is NHWC, ONNX convolves NCHW: a value keeps the order it was made in, and only where two orders meet is it transposed.
 * An axis that is only stretched (ones, a broadcast gradient) is stored with extent 1 and costs nothing until it must be dense.
 */
export interface Stored {
  /** Name of the ONNX value. */
  readonly name: string;
  /** `order[k]` is the logical axis that lies at physical position k. */
  readonly order: readonly number[];
  /** Stored size at each physical position: the logical size, or 1 where the axis is stretched. */
  readonly extent: readonly number[];
  /** The ONNX value has rank 0 whatever the logical rank: all elements are equal. */
  readonly uniform: boolean;
  /**
   * Images only: channels lie in blocks of this many, [batch, channels / block, height, width, block], although ONNX Runtime
   * calls the value [batch, channels, height, width]. Its fastest convolutions work on these.
   */
  readonly block?: number;
}

/** 0, 1, …, rank - 1. */
export function identityOrder(rank: number): number[] {
  return Array.from({ length: rank }, (_, axis) => axis);
}

export function sameOrder(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((axis, position) => axis === b[position]);
}

/** Images as ONNX convolves them: batch, channels, height, width of a logical NHWC value. */
export const channelsFirst: readonly number[] = [0, 3, 1, 2];

/** Filters as ONNX convolves them: output, input, height, width of a logical HWIO value. */
export const filterFirst: readonly number[] = [3, 2, 0, 1];

/** `shape` as it lies in memory under `order`. */
export function physicalShape(shape: readonly number[], order: readonly number[]): number[] {
  return order.map((axis) => shape[axis]!);
}
