/** Joining tensors along an existing or a new axis, and repeating one. */

import { axisAttribute, numbersAttribute } from '../attributes.js';
import type { ReferenceKernels } from '../kernel.js';
import { broadcastElementAt, elementAt, generate, withAxis } from '../tensor.js';

export const joiningKernels: ReferenceKernels = {
  Concat: (inputs, attributes) => {
    const axis = axisAttribute(attributes, 'axis', inputs[0]!.shape.length);
    const owners = inputs.flatMap((x) =>
      Array.from({ length: x.shape[axis]! }, (_, position) => ({ x, position })),
    );
    return [
      generate(withAxis(inputs[0]!.shape, axis, owners.length), (index) => {
        const { x, position } = owners[index[axis]!]!;
        return elementAt(x, withAxis(index, axis, position));
      }),
    ];
  },

  Pack: (inputs, attributes) => {
    const axis = axisAttribute(attributes, 'axis', inputs[0]!.shape.length + 1);
    return [
      generate(inputs[0]!.shape.toSpliced(axis, 0, inputs.length), (index) =>
        elementAt(inputs[index[axis]!]!, index.toSpliced(axis, 1)),
      ),
    ];
  },

  Tile: ([x], attributes) => {
    const repetitions = numbersAttribute(attributes, 'reps');
    return [
      generate(
        x!.shape.map((size, axis) => size * repetitions[axis]!),
        (index) =>
          elementAt(
            x!,
            index.map((i, axis) => i % x!.shape[axis]!),
          ),
      ),
    ];
  },

  BroadcastTo: ([x], attributes) => [
    generate(numbersAttribute(attributes, 'shape'), (index) => broadcastElementAt(x!, index)),
  ],
};
