/** Initial values that do not depend on the layer: constants, normal and uniform numbers. */

import * as tf from '@tensorflow/tfjs';
import { normal, uniform } from '../../random/index.js';
import type { Drawer, Initializer } from './initializer.js';

/** All zeros. */
export function zeros(): Initializer {
  return constantly(0);
}

/** All ones. */
export function ones(): Initializer {
  return constantly(1);
}

/** One value everywhere. */
export function constantly(value: number): Initializer {
  return { kind: 'constant', value };
}

/** Normal with a given standard deviation. */
export function gaussian(standardDeviation: number, { mean = 0 } = {}): Initializer {
  return { kind: 'normal', mean, standardDeviation };
}

/** Uniform between two bounds. */
export function uniformly(minimum: number, maximum: number): Initializer {
  return { kind: 'uniform', minimum, maximum };
}

export const drawConstant: Drawer<'constant'> = ({ value }, { shape }) => tf.fill([...shape], value);

export const drawNormal: Drawer<'normal'> = ({ mean, standardDeviation }, { key, shape }) =>
  normal(key, shape, { mean, standardDeviation });

export const drawUniform: Drawer<'uniform'> = ({ minimum, maximum }, { key, shape }) =>
  uniform(key, shape, { minimum, maximum });
