/** Outputs of two networks side by side. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { Graph } from '@diopter/core-tensor/graph';
import { largest, largestDifference, type ModelOutputs } from '@diopter/net2net';

/** An output of two networks: by its name, or where names differ by its place. */
export interface PairedOutput {
  readonly output: string;
  readonly other: string;
}

/** How far an output is from another one. */
export interface ComparedOutput {
  /** Largest absolute value of the first. */
  readonly largest: number;
  /** Largest absolute difference. */
  readonly difference: number;
}

/**
 * Which outputs are compared.
 *
 * @throws DiopterError `invalid-argument` for networks with different numbers of outputs.
 */
export function pairedOutputs(a: Graph, b: Graph): readonly PairedOutput[] {
  if (a.outputs.length !== b.outputs.length) {
    throw new DiopterError('invalid-argument', {
      what: `one has the outputs ${a.outputs.join(', ')}, the other ${b.outputs.join(', ')}`,
      where: 'the two networks',
    });
  }
  return a.outputs.map((output, i) => ({
    output,
    other: b.outputs.includes(output) ? output : b.outputs[i]!,
  }));
}

/** Compares a pair. */
export function comparedOutput(
  { output, other }: PairedOutput,
  a: ModelOutputs,
  b: ModelOutputs,
): ComparedOutput {
  return { largest: largest(a[output]!), difference: largestDifference(a[output]!, b[other]!) };
}
