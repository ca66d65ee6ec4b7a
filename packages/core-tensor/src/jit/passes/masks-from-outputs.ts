/**
 * Takes the mask of a monotone activation's gradient from its output instead of its input.
 *
 * relu(x) > 0 exactly where x > 0. The pre-activation then need not be kept, and ONNX Runtime can fuse the activation
 * into the convolution before it.
 */

import type { Program, ProgramNode, ValueId } from '../program/program.js';
import { isZero, mapNodes, type Pass } from './rewrite.js';

/** Activations whose output has the sign of their input. */
const signKeeping: Readonly<Record<string, (node: ProgramNode) => boolean>> = {
  Relu: () => true,
  LeakyRelu: ({ attributes }) => Number(attributes.alpha) >= 0,
  Elu: () => true,
  Selu: () => true,
};

/** Whether a node asks which elements of its first input are positive. */
const asksForSign = ({ kernel, inputs }: ProgramNode, program: Program): boolean =>
  kernel === 'Greater' && isZero(program, inputs[1]!);

export const masksFromOutputs: Pass = (program) => {
  // Filled on the way: a mask that is made before the activation keeps its input.
  const activated = new Map<ValueId, ValueId>();
  return mapNodes(program, (node) => {
    if (signKeeping[node.kernel]?.(node) === true) activated.set(node.inputs[0]!, node.outputs[0]!);
    const output = activated.get(node.inputs[0]!);
    if (output === undefined || !asksForSign(node, program)) return node;
    return { ...node, inputs: [output, ...node.inputs.slice(1)] };
  });
};
