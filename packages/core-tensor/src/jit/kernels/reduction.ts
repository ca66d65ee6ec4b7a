/** Reductions over axes. */

import { type Reduction, reduce } from '../emit/reduce.js';
import type { Attributes } from '../program/program.js';
import type { PrimitiveKernel } from './kernel.js';

/** The axes a reduction names: all of them when it names none; negative ones count from the end. */
export function reducedAxes({ axis }: Attributes, rank: number): number[] {
  if (axis === null || axis === undefined) return Array.from({ length: rank }, (_, i) => i);
  return [axis as number | number[]].flat().map((a) => (a < 0 ? a + rank : a));
}

export function reducedShape(shape: readonly number[], axes: readonly number[], keepDims: boolean): number[] {
  return shape.flatMap((size, axis) => (axes.includes(axis) ? (keepDims ? [1] : []) : [size]));
}

function reduction(name: string, how: Reduction): PrimitiveKernel {
  return {
    name,
    inputs: ['x'],
    infer: ([x], attributes) => {
      const axes = reducedAxes(attributes, x!.shape.length);
      return [{ shape: reducedShape(x!.shape, axes, attributes.keepDims === true), dtype: x!.dtype }];
    },
    lower: (lowering, { inputs, attributes }) => {
      const axes = reducedAxes(attributes, lowering.spec(inputs[0]!).shape.length);
      return [reduce(lowering, how, inputs[0]!, axes, attributes.keepDims === true)];
    },
  };
}

export const reductionKernels: readonly PrimitiveKernel[] = [
  reduction('Sum', { op: 'ReduceSum', repeated: 'Mul' }),
  reduction('Mean', { op: 'ReduceMean' }),
  reduction('Max', { op: 'ReduceMax' }),
  reduction('Min', { op: 'ReduceMin' }),
  reduction('Prod', { op: 'ReduceProd', repeated: 'Pow' }),
];
