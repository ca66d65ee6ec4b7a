/** What a folding function is handed, and what it gives. */

import type { AttributeReader } from '../attributes.js';
import type { HostArray } from '../host-array.js';

/** An operator on constants. `inputs` are all there; an absent optional input is `undefined`. */
export interface FoldCall {
  readonly inputs: readonly (HostArray | undefined)[];
  readonly attributes: AttributeReader;
}

/** Computes an operator on constants; `undefined` if it cannot (then the operator is read as a layer). */
export type Fold = (call: FoldCall) => HostArray | undefined;

/** Folding functions by operator. */
export type Folds = Readonly<Record<string, Fold>>;

/** The numbers of an input, or of the attribute that held them in older files. */
export function numbers({ inputs, attributes }: FoldCall, i: number, name: string): number[] | undefined {
  const input = inputs[i];
  return input === undefined ? attributes.ints(name)?.slice() : Array.from(input.data);
}
