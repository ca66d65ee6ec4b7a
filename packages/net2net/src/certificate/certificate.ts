/** What was proved of a growth, and what was measured: plain data, which can be stored and made again from its seed. */

import type { Key } from '@diopter/core-tensor/random';
import { keyToHostTensor } from '@diopter/core-tensor/random';
import type { DoubleModel, Model } from '../model/index.js';
import { compiledOutputs, doubleOutputs, type ModelInputs } from './outputs.js';

/** What is known of one layer. */
export interface LayerProof {
  readonly layer: string;
  /**
   * `exact`: the function stays, up to rounding. `approximate`: it changes on purpose, or with the data. `refused`: nothing was done to it, for
   * the reason.
   */
  readonly proof: 'exact' | 'approximate' | 'refused';
  /** What was done, or why not. */
  readonly words: string;
}

/** How far one output of a network moved. */
export interface OutputDifference {
  readonly output: string;
  /** Largest absolute value before. */
  readonly largest: number;
  /** Largest absolute difference, compiled, in single precision. */
  readonly float32: number;
  /** The same in double precision, before weights are rounded; absent where it was not measured. */
  readonly float64?: number;
}

/** A certificate. */
export interface Certificate {
  readonly transform: string;
  /** What the transform was told: with the key, everything that is needed to do it again. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The two words of the random key. */
  readonly key: readonly number[];
  readonly layers: readonly LayerProof[];
  readonly outputs: readonly OutputDifference[];
  /** Shapes of the inputs that were compared on. */
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  /** Whether all that was done is exact, and measured so: to 1e-5 of the largest output in single, 1e-12 in double precision. */
  readonly preserved: boolean;
}

/** The largest differences, relative to the largest output, of networks that compute the same. */
export const tolerances = { float32: 1e-5, float64: 1e-12 } as const;

/** Two networks to compare. */
export interface Compared {
  readonly before: Model;
  readonly after: Model;
  /** The one after, before its weights were rounded; without it nothing is measured in double precision. */
  readonly unrounded?: DoubleModel;
}

/** The largest differences of all outputs. */
export async function measuredDifferences(
  { before, after, unrounded }: Compared,
  inputs: ModelInputs,
): Promise<readonly OutputDifference[]> {
  const [old, grown] = [await compiledOutputs(before, inputs), await compiledOutputs(after, inputs)];
  const double = unrounded && {
    old: doubleOutputs(inDouble(before), inputs),
    grown: doubleOutputs(unrounded, inputs),
  };
  return before.graph.outputs.map((output, i) => {
    // Outputs keep their order; a transform may have to rename one.
    const other = after.graph.outputs[i]!;
    return {
      output,
      largest: largest(old[output]!),
      float32: largestDifference(old[output]!, grown[other]!),
      ...(double && { float64: largestDifference(double.old[output]!, double.grown[other]!) }),
    };
  });
}

/** The numbers of a model in double precision. */
export function inDouble({ graph, parameters, statistics }: Model): DoubleModel {
  const converted = (tree: Model['parameters']) =>
    Object.fromEntries(
      Object.entries(tree).map(([node, named]) => [
        node,
        Object.fromEntries(
          Object.entries(named).map(([name, { shape, data }]) => [
            name,
            { shape, data: new Float64Array(data) },
          ]),
        ),
      ]),
    );
  return { graph, parameters: converted(parameters), statistics: converted(statistics) };
}

/** Puts a certificate together. */
export function certify(
  {
    transform,
    options,
    key,
    layers,
  }: Pick<Certificate, 'transform' | 'options' | 'layers'> & { readonly key: Key },
  inputs: ModelInputs,
  outputs: readonly OutputDifference[],
): Certificate {
  return {
    transform,
    options,
    key: [...keyToHostTensor(key).data],
    layers,
    outputs,
    inputs: Object.fromEntries(Object.entries(inputs).map(([name, { shape }]) => [name, shape])),
    preserved: isPreserved({ layers, outputs }),
  };
}

/** Whether all that was done is exact, and measured so, to {@link tolerances}. */
export function isPreserved({ layers, outputs }: Pick<Certificate, 'layers' | 'outputs'>): boolean {
  const within = ({ largest, float32, float64 = 0 }: OutputDifference) => {
    const scale = Math.max(largest, Number.MIN_VALUE);
    return float32 <= tolerances.float32 * scale && float64 <= tolerances.float64 * scale;
  };
  return layers.every(({ proof }) => proof !== 'approximate') && outputs.every(within);
}

/** The largest absolute value. */
export function largest(values: ArrayLike<number>): number {
  let found = 0;
  for (let i = 0; i < values.length; i++) found = Math.max(found, Math.abs(values[i]!));
  return found;
}

/** The largest absolute difference; infinite between lists of different lengths. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let found = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i]! - b[i]!);
    // What is no number, on either side, is as far away as can be.
    found = Math.max(found, Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference);
  }
  return found;
}
