/** Tensors made from numbers alone. */

import { numberAttribute, numbersAttribute } from '../attributes.js';
import type { ReferenceKernels } from '../kernel.js';
import { generate } from '../tensor.js';

export const fillingKernels: ReferenceKernels = {
  Fill: (_, attributes) => {
    const value = Number(attributes.value);
    return [generate(numbersAttribute(attributes, 'shape'), () => value)];
  },

  /** From `start` up (or down) to, but not including, `stop`. */
  Range: (_, attributes) => {
    const start = numberAttribute(attributes, 'start');
    const stop = numberAttribute(attributes, 'stop');
    const size = Math.abs(stop - start);
    const step = numberAttribute(attributes, 'step', 1);
    const signed = step === 1 && stop < start ? -1 : step;
    const count = Math.max(
      0,
      Math.ceil(Math.sign(stop - start) * Math.sign(signed) * (size / Math.abs(signed))),
    );
    return [generate([count], ([i = 0]) => start + i * signed)];
  },

  LinSpace: (_, attributes) => {
    const start = numberAttribute(attributes, 'start');
    const stop = numberAttribute(attributes, 'stop');
    const count = numberAttribute(attributes, 'num');
    return [
      generate([count], ([i = 0]) => (count === 1 ? start : start + (i * (stop - start)) / (count - 1))),
    ];
  },
};
