/**
 * Multiplies a gradient by the slope of its activation, where it was chosen by a mask.
 *
 * ONNX Runtime's Where makes several slow passes over its operands; a slope is two fast ones, and the product a third.
 */

import type { Program, ProgramNode, ValueId } from '../program/program.js';
import { isZero, type Pass, producersOf, sameSpec } from './rewrite.js';

export const slopesForMasks: Pass = (program) => {
  const producers = producersOf(program);
  const positive = (id: ValueId): ValueId | undefined => {
    const node = producers.get(id);
    if (node?.kernel !== 'Greater' || !isZero(program, node.inputs[1]!)) return undefined;
    const [source] = node.inputs as [ValueId, ValueId];
    const { shape, dtype } = program.values[source]!;
    return dtype === 'float32' && shape.join() === program.values[id]!.shape.join() ? source : undefined;
  };
  const values = [...program.values];
  const slope = (id: ValueId, alpha: number): ProgramNode => {
    const { shape } = program.values[id]!;
    const output = values.push({ shape, dtype: 'float32' }) - 1;
    return { kernel: 'Slope', inputs: [id], outputs: [output], attributes: { alpha } };
  };

  const nodes = program.nodes.flatMap((node): ProgramNode[] => {
    if (node.kernel === 'Cast' && node.attributes.dtype === 'float32') {
      const source = positive(node.inputs[0]!);
      return source === undefined ? [node] : [{ ...slope(source, 0), outputs: node.outputs }];
    }
    if (node.kernel !== 'Select') return [node];
    const [condition, whole, part] = node.inputs as [ValueId, ValueId, ValueId];
    const source = positive(condition);
    const alpha = scaleOf(program, producers.get(part), whole);
    if (source === undefined || alpha === undefined || alpha < 0 || alpha > 1) return [node];
    if (!sameSpec(program, source, whole)) return [node];
    const made = slope(source, alpha);
    return [
      made,
      { kernel: 'Multiply', inputs: [whole, made.outputs[0]!], outputs: node.outputs, attributes: {} },
    ];
  });
  return { ...program, values, nodes };
};

/** The constant a with which `node` computes a · whole, if that is what it does. */
function scaleOf({ constants }: Program, node: ProgramNode | undefined, whole: ValueId): number | undefined {
  if (node?.kernel !== 'Multiply') return undefined;
  const [first, second] = node.inputs as [ValueId, ValueId];
  const factor = constants.get(first === whole ? second : second === whole ? first : -1);
  return factor?.data.length === 1 ? factor.data[0] : undefined;
}
