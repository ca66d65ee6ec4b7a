/** Initial weights whose width follows from the number of inputs and outputs. */

import { normal, uniform } from '../../random/index.js';
import type { Drawer, Initializer } from './initializer.js';

/**
 * He et al. 2015 (arXiv 1502.01852): normal with standard deviation `coefficient * sqrt(2 / fan)`. The default of
 * convolutions and dense layers here.
 *
 * For transposed convolutions `fan: 'in'` counts `height * width * input channels`. Caffe and PyTorch compute
 * `height * width * output channels` there, which is our `fan: 'out'`: ask for it to reproduce their nets.
 */
export function heNormal({ coefficient = 1, fan = 'in' as 'in' | 'out' | 'average' } = {}): Initializer {
  return { kind: 'scaled', distribution: 'normal', numerator: 2, fan, coefficient };
}

/** Normal with variance `1 / fan in`: keeps the size of values that no activation has halved (LeCun et al. 1998, Efficient BackProp). */
export function lecunNormal({ coefficient = 1 } = {}): Initializer {
  return { kind: 'scaled', distribution: 'normal', numerator: 1, fan: 'in', coefficient };
}

/** Glorot and Bengio 2010: normal with variance `2 / (fan in + fan out)`. */
export function xavierNormal({ coefficient = 1 } = {}): Initializer {
  return { kind: 'scaled', distribution: 'normal', numerator: 1, fan: 'average', coefficient };
}

/** Glorot and Bengio 2010: uniform within `sqrt(6 / (fan in + fan out))` of zero. */
export function xavierUniform({ coefficient = 1 } = {}): Initializer {
  return { kind: 'scaled', distribution: 'uniform', numerator: 1, fan: 'average', coefficient };
}

export const drawScaled: Drawer<'scaled'> = (
  { distribution, numerator, fan, coefficient },
  { key, shape, fans },
) => {
  const count = { in: fans.in, out: fans.out, average: (fans.in + fans.out) / 2 }[fan];
  const standardDeviation = coefficient * Math.sqrt(numerator / count);
  if (distribution === 'normal') return normal(key, shape, { standardDeviation });
  const limit = Math.sqrt(3) * standardDeviation;
  return uniform(key, shape, { minimum: -limit, maximum: limit });
};
