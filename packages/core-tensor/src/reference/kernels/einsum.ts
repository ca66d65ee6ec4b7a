/** Einstein summation, by its definition: one loop over all labels. */

import { textAttribute } from '../attributes.js';
import type { ReferenceKernels } from '../kernel.js';
import { addAt, elementAt, forEachIndex, zeros } from '../tensor.js';

export const einsumKernels: ReferenceKernels = {
  Einsum: (operands, attributes) => {
    const [left = '', output = ''] = textAttribute(attributes, 'equation').replaceAll(' ', '').split('->');
    const inputs = left.split(',');
    const labels = [...new Set(left.replaceAll(',', ''))];
    const sizeOfLabel = (label: string) => {
      const operand = inputs.findIndex((input) => input.includes(label));
      return operands[operand]!.shape[inputs[operand]!.indexOf(label)]!;
    };
    const y = zeros([...output].map(sizeOfLabel));
    forEachIndex(labels.map(sizeOfLabel), (assignment) => {
      const indexOf = (input: string) => [...input].map((label) => assignment[labels.indexOf(label)]!);
      const product = operands.reduce((value, x, i) => value * elementAt(x, indexOf(inputs[i]!)), 1);
      addAt(y, indexOf(output), product);
    });
    return [y];
  },
};
