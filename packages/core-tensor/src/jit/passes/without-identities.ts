/** Takes out kernel calls that return their operand as it is, so that other passes see who really uses what. */

import type { ProgramNode, ValueId } from '../program/program.js';
import { type Pass, sameSpec } from './rewrite.js';

/** When a kernel changes nothing, by kernel. Shape and dtype of operand and result are equal already. */
const changesNothing: Readonly<Record<string, (node: ProgramNode) => boolean>> = {
  Identity: () => true,
  Reshape: () => true,
  BroadcastTo: () => true,
  Cast: () => true,
  Tile: ({ attributes }) => (attributes.reps as number[]).every((count) => count === 1),
  Transpose: ({ attributes }) => (attributes.perm as number[]).every((axis, i) => axis === i),
};

export const withoutIdentities: Pass = (program) => {
  const same = new Map<ValueId, ValueId>();
  const resolved = (id: ValueId): ValueId => same.get(id) ?? id;
  const nodes: ProgramNode[] = [];
  for (const node of program.nodes) {
    const inputs = node.inputs.map(resolved);
    const [input] = inputs;
    const [output] = node.outputs;
    if (
      input !== undefined &&
      sameSpec(program, input, output!) &&
      changesNothing[node.kernel]?.(node) === true
    ) {
      same.set(output!, input);
    } else {
      nodes.push({ ...node, inputs });
    }
  }
  return { ...program, nodes, outputs: program.outputs.map(resolved) };
};
