/** `evaluate`: runs a recorded program in double precision, kernel by kernel. */

import { DiopterError } from '../errors/index.js';
import type { Program, ProgramNode, ValueId } from '../jit/program/program.js';
import type { HostTensor } from '../tree/host-tensor.js';
import { referenceKernels } from './registry.js';
import type { ReferenceTensor } from './tensor.js';

/**
 * Evaluates `program` on `inputs`, one per program input, and returns its outputs. Slow and obvious: the witness for what
 * `jit` computes. Constants and literal attributes are taken as they were recorded, in single precision.
 *
 * @throws DiopterError `unsupported-kernel` for a kernel without a reference, `shape-mismatch` when a value turns out to have
 *   another shape than the program says.
 *
 * @example
 * const [loss] = evaluate(program, args.map(toReference));
 */
export function evaluate(program: Program, inputs: readonly ReferenceTensor[]): ReferenceTensor[] {
  const values = new Map<ValueId, ReferenceTensor>();
  const define = (id: ValueId, value: ReferenceTensor, where: string) => {
    const expected = program.values[id]!.shape;
    if (expected.length !== value.shape.length || expected.some((size, axis) => size !== value.shape[axis])) {
      throw new DiopterError('shape-mismatch', {
        where,
        what: `the program says [${expected}], the value is [${value.shape}]`,
      });
    }
    values.set(id, value);
  };

  if (inputs.length !== program.inputs.length) {
    throw new DiopterError('invalid-argument', {
      where: 'evaluate, argument inputs',
      what: `${inputs.length} tensors for ${program.inputs.length} inputs`,
    });
  }
  program.inputs.forEach((id, i) => {
    define(id, inputs[i]!, `evaluate, input ${i}`);
  });
  for (const [id, constant] of program.constants)
    define(id, toReference(constant), `evaluate, constant ${id}`);
  program.nodes.forEach((node, i) => {
    const where = `evaluate, node ${i} (${node.kernel})`;
    const results = run(node, values, where);
    node.outputs.forEach((id, output) => {
      define(id, results[output]!, where);
    });
  });
  return program.outputs.map((id) => values.get(id)!);
}

function run(node: ProgramNode, values: ReadonlyMap<ValueId, ReferenceTensor>, where: string) {
  const kernel = referenceKernels[node.kernel];
  if (kernel === undefined) {
    throw new DiopterError('unsupported-kernel', { where, what: 'there is no reference for this kernel' });
  }
  const inputs = node.inputs.map((id) => values.get(id)!);
  return kernel(inputs, node.attributes);
}

/** A host tensor in double precision. */
export function toReference({ shape, data }: HostTensor): ReferenceTensor {
  return { shape, data: Float64Array.from(data) };
}
