/** Folds an added bias into its convolution: ONNX Runtime's own fusion only does so for constant biases. */

import { mapNodes, type Pass, producersOf, usesOf } from './rewrite.js';

/** The kernels that take a bias, by the kernel without one. */
const biased: Readonly<Record<string, string>> = {
  Conv2D: 'BiasedConv2D',
  Conv2DBackpropInput: 'BiasedConv2DBackpropInput',
};

export const foldBias: Pass = (program) => {
  const producers = producersOf(program);
  const uses = usesOf(program);
  return mapNodes(program, (node) => {
    if (node.kernel !== 'Add') return node;
    for (const [image, bias] of [node.inputs, [...node.inputs].reverse()] as [number, number][]) {
      const convolution = producers.get(image);
      const channels = program.values[image]!.shape.at(-1);
      const { shape } = program.values[bias]!;
      const kernel = biased[convolution?.kernel ?? ''];
      if (convolution === undefined || kernel === undefined || uses.get(image) !== 1) continue;
      if (shape.length !== 1 || shape[0] !== channels) continue;
      return {
        ...convolution,
        kernel,
        inputs: [...convolution.inputs, bias],
        outputs: node.outputs,
      };
    }
    return node;
  });
};
