/** Gathering, scattering, one-hot rows and the largest elements of rows. */

import { axisAttribute, numberAttribute, numbersAttribute } from '../attributes.js';
import type { ReferenceKernels } from '../kernel.js';
import {
  addAt,
  elementAt,
  forEachIndex,
  generate,
  type Index,
  type ReferenceTensor,
  zeros,
} from '../tensor.js';

/** The coordinates that the last axis of `indices` holds at `outer`. */
function coordinatesAt(indices: ReferenceTensor, outer: Index): number[] {
  return Array.from({ length: indices.shape.at(-1)! }, (_, i) => elementAt(indices, [...outer, i]));
}

export const indexingKernels: ReferenceKernels = {
  /** The result has the axes of `x` before `axis`, those of `indices` after the batch axes, and those of `x` after `axis`. */
  GatherV2: ([x, indices], attributes) => {
    const axis = axisAttribute(attributes, 'axis', x!.shape.length);
    const batchAxes = numberAttribute(attributes, 'batchDims', 0);
    const inner = indices!.shape.slice(batchAxes);
    return [
      generate([...x!.shape.slice(0, axis), ...inner, ...x!.shape.slice(axis + 1)], (index) => {
        const before = index.slice(0, axis);
        const picked = index.slice(axis, axis + inner.length);
        const position = elementAt(indices!, [...before.slice(0, batchAxes), ...picked]);
        return elementAt(x!, [...before, position, ...index.slice(axis + inner.length)]);
      }),
    ];
  },

  GatherNd: ([x, indices]) => {
    const outer = indices!.shape.slice(0, -1);
    const slices = x!.shape.slice(indices!.shape.at(-1));
    return [
      generate([...outer, ...slices], (index) =>
        elementAt(x!, [
          ...coordinatesAt(indices!, index.slice(0, outer.length)),
          ...index.slice(outer.length),
        ]),
      ),
    ];
  },

  /** Updates of one place add up. */
  ScatterNd: ([indices, updates], attributes) => {
    const y = zeros(numbersAttribute(attributes, 'shape'));
    const outerRank = indices!.shape.length - 1;
    forEachIndex(updates!.shape, (index) => {
      const target = [...coordinatesAt(indices!, index.slice(0, outerRank)), ...index.slice(outerRank)];
      addAt(y, target, elementAt(updates!, index));
    });
    return [y];
  },

  /** Rows with a negative segment are dropped. */
  UnsortedSegmentSum: ([x, segmentIds], attributes) => {
    const outerRank = segmentIds!.shape.length;
    const y = zeros([numberAttribute(attributes, 'numSegments'), ...x!.shape.slice(outerRank)]);
    forEachIndex(x!.shape, (index) => {
      const segment = elementAt(segmentIds!, index.slice(0, outerRank));
      if (segment >= 0) addAt(y, [segment, ...index.slice(outerRank)], elementAt(x!, index));
    });
    return [y];
  },

  OneHot: ([indices], attributes) => {
    const [on, off] = [numberAttribute(attributes, 'onValue', 1), numberAttribute(attributes, 'offValue', 0)];
    return [
      generate([...indices!.shape, numberAttribute(attributes, 'depth')], (index) =>
        elementAt(indices!, index.slice(0, -1)) === index.at(-1) ? on : off,
      ),
    ];
  },

  /** Values and positions of the largest elements of each row, largest first; of equal ones the earlier comes first. */
  TopK: ([x], attributes) => {
    const shape = [...x!.shape.slice(0, -1), numberAttribute(attributes, 'k', 1)];
    const row = (outer: Index) =>
      Array.from({ length: x!.shape.at(-1)! }, (_, i) => elementAt(x!, [...outer, i]));
    const positions = generate(shape, (index) => {
      const elements = row(index.slice(0, -1));
      const order = [...elements.keys()].sort((a, b) => elements[b]! - elements[a]! || a - b);
      return order[index.at(-1)!]!;
    });
    const values = generate(shape, (index) =>
      elementAt(x!, [...index.slice(0, -1), elementAt(positions, index)]),
    );
    return [values, positions];
  },
};
