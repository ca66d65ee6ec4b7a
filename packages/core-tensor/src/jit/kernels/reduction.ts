/** Reductions over axes. */

import { converted } from '../emit/converted.js';
import { type Reduction, reduce } from '../emit/reduce.js';
import type { ValueSpec } from '../program/program.js';
import { axesFromFront } from './axes.js';
import type { PrimitiveKernel } from './kernel.js';

interface ReductionKernel extends Reduction {
  readonly name: string;
  /** The attribute that names the axes. Default `axis`. */
  readonly axes?: string;
  /** The result is a float whatever the operand is. */
  readonly float?: true;
}

export function reducedShape(shape: readonly number[], axes: readonly number[], keepDims: boolean): number[] {
  return shape.flatMap((size, axis) => (axes.includes(axis) ? (keepDims ? [1] : []) : [size]));
}

function reduction({ name, axes: attribute = 'axis', float, ...how }: ReductionKernel): PrimitiveKernel {
  const dtypeOf = ({ dtype }: ValueSpec) => (float ? 'float32' : dtype);
  return {
    name,
    inputs: ['x'],
    infer: ([x], attributes) => {
      const axes = axesFromFront(attributes[attribute], x!.shape.length);
      return [{ shape: reducedShape(x!.shape, axes, attributes.keepDims === true), dtype: dtypeOf(x!) }];
    },
    lower: (lowering, { inputs, attributes }) => {
      const [x] = inputs as [number];
      const spec = lowering.spec(x);
      const { shape } = spec;
      const dtype = dtypeOf(spec);
      const at = spec.dtype === dtype ? lowering.stored(x) : converted(lowering, x, dtype, shape.length);
      const axes = axesFromFront(attributes[attribute], shape.length);
      return [reduce(lowering, how, { shape, dtype, at }, axes, attributes.keepDims === true)];
    },
  };
}

export const reductionKernels: readonly PrimitiveKernel[] = [
  reduction({ name: 'All', op: 'ReduceMin' }),
  reduction({ name: 'Any', op: 'ReduceMax' }),
  reduction({ name: 'Max', op: 'ReduceMax', axes: 'reductionIndices' }),
  reduction({ name: 'Mean', op: 'ReduceMean', float: true }),
  reduction({ name: 'Min', op: 'ReduceMin' }),
  reduction({ name: 'Prod', op: 'ReduceProd', repeated: 'Pow' }),
  reduction({ name: 'Sum', op: 'ReduceSum', repeated: 'Mul' }),
];
