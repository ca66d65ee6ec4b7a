/** What passes share: who uses a value, which node makes it, and a program without the nodes that nobody needs. */

import type { Program, ProgramNode, ValueId } from '../program/program.js';

/** A function from program to program that keeps what it computes. */
export type Pass = (program: Program) => Program;

/** The node that makes each value. */
export function producersOf({ nodes }: Program): ReadonlyMap<ValueId, ProgramNode> {
  return new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
}

/** How often each value is used, results of the program included. */
export function usesOf({ nodes, outputs }: Program): ReadonlyMap<ValueId, number> {
  const uses = new Map<ValueId, number>();
  const use = (id: ValueId) => uses.set(id, (uses.get(id) ?? 0) + 1);
  for (const { inputs } of nodes) inputs.forEach(use);
  outputs.forEach(use);
  return uses;
}

/** Whether two values have the same shape and dtype. */
export function sameSpec({ values }: Program, a: ValueId, b: ValueId): boolean {
  return values[a]!.dtype === values[b]!.dtype && values[a]!.shape.join() === values[b]!.shape.join();
}

/** The program with each node replaced by what `change` returns for it. */
export function mapNodes(program: Program, change: (node: ProgramNode) => ProgramNode): Program {
  return { ...program, nodes: program.nodes.map(change) };
}

/** The program without nodes whose results nobody uses. */
export const withoutDeadCode: Pass = (program) => {
  const needed = new Set(program.outputs);
  const nodes: ProgramNode[] = [];
  for (const node of [...program.nodes].reverse()) {
    if (!node.outputs.some((output) => needed.has(output))) continue;
    nodes.push(node);
    for (const input of node.inputs) needed.add(input);
  }
  return { ...program, nodes: nodes.reverse() };
};

/** Whether a value is a constant of zeros. */
export const isZero = ({ constants }: Program, id: ValueId): boolean =>
  constants.get(id)?.data.every((value) => value === 0) === true;
