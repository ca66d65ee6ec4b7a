/** Where the values of elementwise functions lie, and which values functions leave as they are. */

import type { ElementwiseFunction } from '@diopter/core-tensor/graph';
import { anything, limited, notNegative, type Range, signKept } from './range.js';

type FunctionName = ElementwiseFunction['function'];
type Settings<Name extends FunctionName> = Extract<ElementwiseFunction, { readonly function: Name }>;

const unlimited = ({ minimum, maximum }: Settings<'clip'>): Range => [
  minimum ?? Number.NEGATIVE_INFINITY,
  maximum ?? Number.POSITIVE_INFINITY,
];
const always = (range: Range) => (): Range => range;

/** The range of what a function makes of values in a range: of these, a range that is certain, not the smallest. */
const images: Readonly<Record<FunctionName, (input: Range, settings: never) => Range>> = {
  relu: (input) => limited(input, notNegative),
  relu6: (input) => limited(input, [0, 6]),
  clip: (input, settings: Settings<'clip'>) => limited(input, unlimited(settings)),
  leakyRelu: signKept,
  elu: signKept,
  celu: signKept,
  selu: signKept,
  gelu: signKept,
  swish: signKept,
  hardSwish: signKept,
  thresholdedRelu: signKept,
  tanh: signKept,
  softsign: signKept,
  erf: signKept,
  asin: signKept,
  atan: signKept,
  sinh: signKept,
  asinh: signKept,
  atanh: signKept,
  sign: signKept,
  floor: signKept,
  ceil: signKept,
  round: signKept,
  sigmoid: always([0, 1]),
  hardSigmoid: always([0, 1]),
  softplus: always(notNegative),
  exp: always(notNegative),
  sqrt: always(notNegative),
  square: always(notNegative),
  abs: always(notNegative),
  acos: always(notNegative),
  cosh: always(notNegative),
  acosh: always(notNegative),
  negate: ([lowest, highest]) => [-highest, -lowest],
  log: always(anything),
  reciprocal: always(anything),
  sin: always(anything),
  cos: always(anything),
  tan: always(anything),
};

/** All elementwise functions. */
export const functionNames: readonly FunctionName[] = Object.keys(images) as FunctionName[];

/** Where the values of a function lie, if its input lies in a range. */
export function rangeOfFunction(settings: ElementwiseFunction, input: Range): Range {
  return images[settings.function](input, settings as never);
}

/** The values `v` with `f(v) = v`. Functions that are not listed have none, single points, or none that they keep with their slope. */
const kept: Readonly<{ [Name in FunctionName]?: (settings: Settings<Name>) => Range }> = {
  relu: always(notNegative),
  relu6: always([0, 6]),
  clip: unlimited,
  abs: always(notNegative),
  leakyRelu: always(notNegative),
  elu: always(notNegative),
  celu: always(notNegative),
};

/** The range that a function leaves as it is; `undefined` if there is none. */
export function keptRange(settings: ElementwiseFunction): Range | undefined {
  const own = kept[settings.function] as ((settings: ElementwiseFunction) => Range) | undefined;
  return own?.(settings);
}
