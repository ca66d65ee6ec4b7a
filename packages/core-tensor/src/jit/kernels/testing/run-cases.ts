/** Runs many calls of one kernel in one compiled program: compiling each alone would take minutes. */

import * as tf from '@tensorflow/tfjs';
import type { HostTensor } from '../../../tree/index.js';
import { jit } from '../../run/jit.js';
import type { KernelCase } from './kernel-case.js';
import { type LaidOut, laidOut } from './layouts.js';

/** A case whose inputs lie somehow. */
export interface LaidOutCase extends KernelCase {
  readonly operands: Readonly<Record<string, LaidOut>>;
}

export function layOut({ inputs, attributes }: KernelCase, seed: number, equalAllowed: boolean): LaidOutCase {
  const operands = Object.fromEntries(
    Object.entries(inputs).map(([name, tensor], i) => {
      return [name, laidOut(tensor, (seed + i * 7919) >>> 0, equalAllowed)] as const;
    }),
  );
  return {
    inputs: Object.fromEntries(Object.entries(operands).map(([name, { tensor }]) => [name, tensor])),
    attributes,
    operands,
  };
}

/** Calls a kernel on the active backend. Inputs named by their index are handed over as a list. */
export function callKernel(
  kernel: string,
  inputs: Readonly<Record<string, tf.Tensor>>,
  attributes: KernelCase['attributes'],
): tf.Tensor[] {
  const isList = '0' in inputs;
  const operands = (isList ? Object.values(inputs) : inputs) as tf.NamedTensorMap;
  const result = tf.engine().runKernel(kernel, operands, attributes as tf.NamedAttrMap);
  return Array.isArray(result) ? result : [result];
}

/** Compiles one program that applies `compute` to every case, on two threads, and runs it. */
export async function compiledResults(
  cases: readonly LaidOutCase[],
  compute: (inputs: Readonly<Record<string, tf.Tensor>>, which: LaidOutCase, i: number) => tf.Tensor[],
): Promise<HostTensor[][]> {
  const run = jit(
    (fed: readonly Readonly<Record<string, tf.Tensor>>[]) =>
      cases.map((which, i) => {
        const inputs = Object.entries(which.operands).map(
          ([name, { see }]) => [name, see(fed[i]![name]!)] as const,
        );
        return compute(Object.fromEntries(inputs), which, i);
      }),
    { threads: 2, providers: ['cpu'] },
  );
  const feeds = cases.map(({ operands }) =>
    Object.fromEntries(Object.entries(operands).map(([name, { fed }]) => [name, fed])),
  );
  const results = await run(feeds as never);
  await run.release();
  return results as unknown as HostTensor[][];
}

/** A case in words, for a failing test. */
export function describeCase({ operands, attributes }: LaidOutCase): string {
  const inputs = Object.entries(operands).map(
    ([name, { tensor, layout }]) => `${name}: ${tensor.dtype}[${tensor.shape}] ${layout}`,
  );
  return `(${inputs.join(', ')}) ${JSON.stringify(attributes)}`;
}
