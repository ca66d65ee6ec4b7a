/** The interpolation kernels of `resize`, by name. */

/** A kernel: its weight at a distance, in pixels of the coarser image, and the distance from which it is 0. */
interface KernelDefinition {
  readonly radius: number;
  readonly weight: (distance: number) => number;
}

/**
 * `box` averages, `bilinear` is a triangle, `bicubic` the cubic convolution of Keys (1981) with a = -1/2, `lanczos` a
 * sinc with a sinc window of three lobes. All but `lanczos`, which needs a sine, give the same bits on every machine.
 */
export const kernels = {
  box: { radius: 0.5, weight: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { radius: 1, weight: (x) => Math.max(1 - Math.abs(x), 0) },
  bicubic: { radius: 2, weight: cubicConvolution },
  lanczos: { radius: 3, weight: (x) => (Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0) },
} as const satisfies Record<string, KernelDefinition>;

/** The name of an interpolation kernel. */
export type Kernel = keyof typeof kernels;

function cubicConvolution(distance: number): number {
  const a = -0.5;
  const x = Math.abs(distance);
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}
