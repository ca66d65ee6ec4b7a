/** Folds an activation into the convolution before it, whose value nobody else needs. */

import type { Attributes } from '../program/program.js';
import { mapNodes, type Pass, producersOf, usesOf } from './rewrite.js';

/** Activations that a convolution can apply to what it computes, as attributes of its node. */
const folded: Readonly<Record<string, (attributes: Attributes) => Attributes>> = {
  Relu: () => ({ activation: 'Relu' }),
  LeakyRelu: ({ alpha }) => ({ activation: 'LeakyRelu', activationParameters: [alpha ?? 0.2] }),
  Sigmoid: () => ({ activation: 'Sigmoid' }),
  Tanh: () => ({ activation: 'Tanh' }),
};

const convolutions: readonly string[] = [
  'Conv2D',
  'BiasedConv2D',
  'Conv2DBackpropInput',
  'BiasedConv2DBackpropInput',
];

export const foldActivation: Pass = (program) => {
  const producers = producersOf(program);
  const uses = usesOf(program);
  return mapNodes(program, (node) => {
    const attributesOf = folded[node.kernel];
    const convolution = producers.get(node.inputs[0] ?? -1);
    if (attributesOf === undefined || convolution === undefined) return node;
    if (!convolutions.includes(convolution.kernel) || uses.get(node.inputs[0]!) !== 1) return node;
    return {
      ...convolution,
      attributes: { ...convolution.attributes, ...attributesOf(node.attributes) },
      outputs: node.outputs,
    };
  });
};
