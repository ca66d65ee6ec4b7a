/** The kinds of layers that the inversion generators are made of, in the arithmetic and the initial weights of the authors' code. */

import { conv2d, conv2dTranspose, dense, heNormal, type Layer, reshape } from '@diopter/core-tensor/graph';

/** A layer as a row of the table: its name in the authors' files, and what it is. An activation follows unless `active` is false. */
export interface Step {
  readonly name: string;
  readonly layer: Layer;
  readonly active: boolean;
}

/** Coefficients of He's deviation for up-convolutions and for the layers between them. */
export interface Coefficients {
  readonly up: number;
  readonly keeping: number;
}

/** A dense layer with a bias. */
export function connection(name: string, units: number): Step {
  return { name, layer: dense({ units }), active: true };
}

/** A vector as a map, whose values lie channel by channel as in Caffe. */
export function unfolded(name: string, height: number, width: number, channels: number): Step {
  return { name, layer: reshape({ shape: [null, height, width, channels], order: 'nchw' }), active: false };
}

/** A convolution of features, with a bias. */
export function reading(
  name: string,
  filters: number,
  options: { kernelSize?: number; strides?: number; padding: number },
): Step {
  return { name, layer: conv2d({ filters, kernelSize: 3, ...options }), active: true };
}

/** An up-convolution to twice the size, without a bias. */
export function up(name: string, filters: number, { up }: Coefficients): Step {
  const initializers = { filter: deconvolutionStart(up) };
  const layer = conv2dTranspose({
    filters,
    kernelSize: 4,
    strides: 2,
    padding: 1,
    bias: false,
    initializers,
  });
  return { name, layer, active: true };
}

/** A convolution without a bias that keeps the size, written as a transposed one in the authors' files. */
export function keepingTransposed(name: string, filters: number, { keeping }: Coefficients): Step {
  const initializers = { filter: deconvolutionStart(keeping) };
  const layer = conv2dTranspose({ filters, kernelSize: 3, padding: 1, bias: false, initializers });
  return { name, layer, active: true };
}

/** A convolution without a bias that keeps the size. */
export function keeping(name: string, filters: number, { keeping }: Coefficients): Step {
  const initializers = { filter: heNormal({ coefficient: keeping }) };
  return {
    name,
    layer: conv2d({ filters, kernelSize: 3, padding: 1, bias: false, initializers }),
    active: true,
  };
}

/** The same step without the activation after it. */
export function linear(step: Step): Step {
  return { ...step, active: false };
}

/** Caffe counts `height * width * output channels` as the fan-in of a deconvolution, where it is `input channels` that are added up. */
function deconvolutionStart(coefficient: number) {
  return heNormal({ coefficient, fan: 'out' });
}
