/** A way to compute the gradient of a convolution to its filter. */

import type { Lowering, Target } from '../emit/lowering.js';
import type { Stored } from '../emit/stored.js';
import type { ValueId } from '../program/program.js';
import type { ConvolutionGeometry } from './convolution-geometry.js';

export interface FilterGradientOperands {
  readonly x: ValueId;
  readonly dy: ValueId;
  readonly geometry: ConvolutionGeometry;
  /** HWIO shape of the filter. */
  readonly shape: readonly number[];
}

export interface FilterGradientWay {
  /** Numbers copied for every pixel of dy; infinite where the way does not apply. */
  copies(geometry: ConvolutionGeometry, target: Target): number;
  lower(lowering: Lowering, operands: FilterGradientOperands): Stored;
}
