/** Random draws of a recorded function: how each key is derived from an argument, to be replayed at every call. */

import type { Tensor } from '@tensorflow/tfjs';
import {
  type DrawRequest,
  drawSpecification,
  drawValues,
  foldIn,
  type Key,
  splitKey,
  type TracedKey,
  tracedKey,
} from '../../random/index.js';
import type { HostTensor } from '../../tree/index.js';
import type { ValueId, ValueSpec } from '../program/program.js';

/** One step from a key to another. */
export type KeyStep =
  | { readonly kind: 'split'; readonly index: number }
  | { readonly kind: 'foldIn'; readonly data: number | string };

/** A draw that fills a program input at every call. */
export interface Draw {
  /** Position of the key among the leaves of the function's arguments. */
  readonly leaf: number;
  /** From that key to the one drawn from. */
  readonly steps: readonly KeyStep[];
  readonly request: DrawRequest;
}

/** A key that notes its derivation; a draw makes a program input through `input`. */
export function recordedKey(
  leaf: number,
  input: (spec: ValueSpec, draw: Draw) => ValueId,
  symbol: (id: ValueId) => Tensor,
): TracedKey {
  const derived = (steps: readonly KeyStep[]): TracedKey =>
    tracedKey({
      split: (count) =>
        Array.from({ length: count }, (_, index) => derived([...steps, { kind: 'split', index }])),
      foldIn: (data) => derived([...steps, { kind: 'foldIn', data }]),
      draw: (request) => symbol(input(drawSpecification(request), { leaf, steps, request })),
    });
  return derived([]);
}

/** Carries out one draw: the same bits as drawing eagerly from `key`. The first keys of a split do not depend on their number. */
export function replay({ steps, request }: Draw, key: Key): HostTensor {
  const derived = steps.reduce<Key>(
    (from, step) =>
      step.kind === 'split' ? splitKey(from, step.index + 1)[step.index]! : foldIn(from, step.data),
    key,
  );
  return drawValues(derived, request);
}
