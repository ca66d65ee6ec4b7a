/** The layers of our own small networks: leaky ReLUs between convolutions that keep or double the size. */

import { constantly, conv2d, dense, gaussian, heNormal, upsample } from '@diopter/core-tensor/graph';

/** What DeePSiM's leaky ReLUs multiply negative numbers with. */
export const usualSlope = 0.3;

/** Factor of He's deviation before a leaky ReLU, whose output keeps `(1 + slope²) / 2` of the variance (He et al. 2015, equation 14). */
export function leakyGain(slope: number): number {
  return 1 / Math.sqrt(1 + slope * slope);
}

/** The same without an activation: filters of variance 1 / fan instead of 2 / fan. */
export const linearGain = Math.SQRT1_2;

/** A convolution that divides the size by `strides` exactly. */
export function convolution(
  filters: number,
  kernelSize: number,
  { strides = 1, gain = leakyGain(usualSlope), bias = 0 } = {},
) {
  return conv2d({
    filters,
    kernelSize,
    strides,
    padding: Math.floor(kernelSize / 2),
    initializers: { filter: heNormal({ coefficient: gain }), bias: constantly(bias) },
  });
}

/**
 * Every pixel four times, for a convolution to make detail of: our choice in place of the authors' transposed convolutions. Those reach every
 * other pixel with other weights, and a network that is rewarded for detail draws a checkerboard with them before it draws
 * anything else (Odena et al. 2016, Deconvolution and Checkerboard Artifacts).
 */
export function doubled() {
  return upsample({ factors: 2, method: 'nearest' });
}

/** A dense layer. `deviation` is that of its weights at the start, whatever its size; without it they are He's times `gain`. */
export function connected(
  units: number,
  {
    gain = leakyGain(usualSlope),
    bias = 0,
    deviation,
  }: {
    readonly gain?: number;
    /** Where biases start; `false` for none, before a normalisation that takes them away again. */
    readonly bias?: number | false;
    readonly deviation?: number | undefined;
  } = {},
) {
  const kernel = deviation === undefined ? heNormal({ coefficient: gain }) : gaussian(deviation);
  return bias === false
    ? dense({ units, bias, initializers: { kernel } })
    : dense({ units, initializers: { kernel, bias: constantly(bias) } });
}

/** How the log variance of a code starts: near -4, a deviation of 0.14, for all images. */
export const confident = { gain: linearGain / 10, bias: -4 };

/** The last convolution of a network that makes pictures in [0, 1]: it starts near mid-grey. */
export function pictureOutput(channels: number) {
  return conv2d({
    filters: channels,
    kernelSize: 3,
    padding: 1,
    initializers: { filter: heNormal({ coefficient: linearGain / 4 }), bias: constantly(0.5) },
  });
}
