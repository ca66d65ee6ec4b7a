/** Functions of one number, applied to every element. */

import type { Attributes } from '../../jit/program/program.js';
import { numberAttribute, textAttribute } from '../attributes.js';
import type { ReferenceKernel, ReferenceKernels } from '../kernel.js';
import { errorFunction } from '../special-functions.js';

type UnaryFunction = (x: number, attributes: Attributes) => number;

/** Klambauer et al. 2017: lambda, and lambda times alpha. */
const seluScale = 1.0507009873554805;
const seluScaledAlpha = 1.7580993408473768;

const isTrue = (condition: boolean) => (condition ? 1 : 0);

const sigmoid = (x: number) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));

/** To the nearest integer, halves to the even one. */
const roundHalfToEven = (x: number) => {
  const low = Math.floor(x);
  if (x - low !== 0.5) return Math.round(x);
  return low % 2 === 0 ? low : low + 1;
};

const castTo: Record<string, (x: number) => number> = {
  float32: (x) => x,
  int32: (x) => Math.trunc(x),
  bool: (x) => isTrue(x !== 0),
};

/** Also the activations that fused kernels apply. */
export const unaryFunctions = {
  Abs: Math.abs,
  Acos: Math.acos,
  Acosh: Math.acosh,
  Asin: Math.asin,
  Asinh: Math.asinh,
  Atan: Math.atan,
  Atanh: Math.atanh,
  Cast: (x, attributes) => castTo[textAttribute(attributes, 'dtype')]!(x),
  Ceil: Math.ceil,
  ClipByValue: (x, attributes) =>
    Math.min(
      Math.max(x, numberAttribute(attributes, 'clipValueMin')),
      numberAttribute(attributes, 'clipValueMax'),
    ),
  Cos: Math.cos,
  Cosh: Math.cosh,
  Elu: (x) => (x >= 0 ? x : Math.expm1(x)),
  Erf: errorFunction,
  Exp: Math.exp,
  Expm1: Math.expm1,
  Floor: Math.floor,
  Identity: (x) => x,
  IsFinite: (x) => isTrue(Number.isFinite(x)),
  IsInf: (x) => isTrue(Math.abs(x) === Infinity),
  IsNan: (x) => isTrue(Number.isNaN(x)),
  LeakyRelu: (x, attributes) => (x >= 0 ? x : x * numberAttribute(attributes, 'alpha', 0.2)),
  Log: Math.log,
  Log1p: Math.log1p,
  LogicalNot: (x) => isTrue(x === 0),
  Neg: (x) => -x,
  OnesLike: () => 1,
  Reciprocal: (x) => 1 / x,
  Relu: (x) => Math.max(x, 0),
  Relu6: (x) => Math.min(Math.max(x, 0), 6),
  Round: roundHalfToEven,
  Rsqrt: (x) => 1 / Math.sqrt(x),
  Selu: (x) => (x >= 0 ? seluScale * x : seluScaledAlpha * Math.expm1(x)),
  Sigmoid: sigmoid,
  Sign: Math.sign,
  Sin: Math.sin,
  Sinh: Math.sinh,
  Softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  Sqrt: Math.sqrt,
  Square: (x) => x * x,
  Step: (x, attributes) => {
    if (Number.isNaN(x)) return x;
    return x > 0 ? 1 : numberAttribute(attributes, 'alpha', 0);
  },
  Tan: Math.tan,
  Tanh: Math.tanh,
  ZerosLike: () => 0,
} satisfies Record<string, UnaryFunction>;

const elementwise =
  (f: UnaryFunction): ReferenceKernel =>
  ([x], attributes) => [{ shape: x!.shape, data: x!.data.map((element) => f(element, attributes)) }];

export const unaryKernels: ReferenceKernels = Object.fromEntries(
  Object.entries<UnaryFunction>(unaryFunctions).map(([name, f]) => [name, elementwise(f)]),
);
