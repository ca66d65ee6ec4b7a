/** Reductions over axes, and the positions of largest and smallest elements. */

import type { Attributes } from '../../jit/program/program.js';
import { axisAttribute, countedFromFront, flagAttribute, numbersAttribute } from '../attributes.js';
import type { ReferenceKernel, ReferenceKernels } from '../kernel.js';
import { elementAt, forEachIndex, generate, type ReferenceTensor } from '../tensor.js';

/** All elements along the reduced axes that belong to one output element, in row-major order. */
type Reducer = (elements: readonly number[]) => number;

const sum: Reducer = (elements) => elements.reduce((a, b) => a + b, 0);

/** Folding instead of `Math.max(...elements)`, whose number of arguments is limited. */
const reducers: Readonly<Record<string, Reducer>> = {
  All: (elements) => (elements.every((element) => element !== 0) ? 1 : 0),
  Any: (elements) => (elements.some((element) => element !== 0) ? 1 : 0),
  Max: (elements) => elements.reduce((a, b) => Math.max(a, b), -Infinity),
  Mean: (elements) => sum(elements) / elements.length,
  Min: (elements) => elements.reduce((a, b) => Math.min(a, b), Infinity),
  Prod: (elements) => elements.reduce((a, b) => a * b, 1),
  Sum: sum,
};

function reduce(
  x: ReferenceTensor,
  axes: readonly number[],
  keepDims: boolean,
  reducer: Reducer,
): ReferenceTensor {
  const isReduced = (axis: number) => axes.includes(axis);
  const reducedShape = x.shape.map((size, axis) => (isReduced(axis) ? size : 1));
  const kept = generate(
    x.shape.map((size, axis) => (isReduced(axis) ? 1 : size)),
    (index) => {
      const elements: number[] = [];
      forEachIndex(reducedShape, (inner) => {
        elements.push(
          elementAt(
            x,
            inner.map((i, axis) => (isReduced(axis) ? i : index[axis]!)),
          ),
        );
      });
      return reducer(elements);
    },
  );
  return keepDims ? kept : { ...kept, shape: x.shape.filter((_, axis) => !isReduced(axis)) };
}

/** tfjs calls the axes of `Max` `reductionIndices`; without axes everything is reduced. */
function reducedAxes({ axis, reductionIndices }: Attributes, rank: number): number[] {
  const axes = numbersAttribute({ axes: reductionIndices ?? axis }, 'axes', [...Array(rank).keys()]);
  return axes.map((a) => countedFromFront(a, rank));
}

const reduction =
  (reducer: Reducer): ReferenceKernel =>
  ([x], attributes) => [
    reduce(x!, reducedAxes(attributes, x!.shape.length), flagAttribute(attributes, 'keepDims'), reducer),
  ];

const positionOf =
  (find: Reducer): ReferenceKernel =>
  ([x], attributes) => [
    reduce(x!, [axisAttribute(attributes, 'axis', x!.shape.length)], false, (elements) =>
      elements.indexOf(find(elements)),
    ),
  ];

export const reductionKernels: ReferenceKernels = {
  ...Object.fromEntries(Object.entries(reducers).map(([name, reducer]) => [name, reduction(reducer)])),
  ArgMax: positionOf(reducers.Max!),
  ArgMin: positionOf(reducers.Min!),
};
