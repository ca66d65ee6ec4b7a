/** The book of units: which are the same, which cannot be copied and why, and which must be copied alike. */

import type { Labels } from './labels.js';

/** Units that a layer wants to be copied alike. */
export interface Constraint {
  /** The layer. */
  readonly node: string;
  /**
   * `balanced`: all blocks must stay of one size, as the groups of a convolution. `uniform`: each unit of the one block as many times, as
   * the numbers of a mean.
   */
  readonly kind: 'balanced' | 'uniform';
  readonly blocks: readonly Labels[];
}

/** Filled while a graph is traced, then read. */
export interface Units {
  /** New units, as many as asked. */
  fresh(count: number): Labels;
  /** Makes units one by one the same: what is copied of one is copied of the other. */
  tie(a: Labels, b: Labels): void;
  /** Forbids copies. The first reason given for a unit stays. */
  freeze(units: Labels, reason: string): void;
  /** Adds a constraint. */
  constrain(constraint: Constraint): void;
  /** The representative of the units that are the same as this one. */
  root(unit: number): number;
  /** Why a unit cannot be copied, if it cannot. */
  frozen(unit: number): string | undefined;
  /** All constraints. */
  constraints(): readonly Constraint[];
}

/** An empty book. */
export function createUnits(): Units {
  const parents: number[] = [];
  const reasons = new Map<number, string>();
  const constraints: Constraint[] = [];

  const root = (unit: number): number => {
    let found = unit;
    while (parents[found] !== found) found = parents[found]!;
    // Paths are shortened, so that long chains of sums stay fast.
    for (let at = unit; parents[at] !== found; ) {
      const next = parents[at]!;
      parents[at] = found;
      at = next;
    }
    return found;
  };

  return {
    root,
    fresh(count) {
      const first = parents.length;
      for (let i = 0; i < count; i++) parents.push(first + i);
      return Int32Array.from({ length: count }, (_, i) => first + i);
    },
    tie(a, b) {
      a.forEach((unit, place) => {
        const [kept, merged] = [root(unit), root(b[place]!)];
        if (kept === merged) return;
        parents[merged] = kept;
        const reason = reasons.get(kept) ?? reasons.get(merged);
        if (reason !== undefined) reasons.set(kept, reason);
      });
    },
    freeze(units, reason) {
      for (const unit of units) {
        const found = root(unit);
        if (!reasons.has(found)) reasons.set(found, reason);
      }
    },
    constrain(constraint) {
      constraints.push(constraint);
    },
    frozen: (unit) => reasons.get(root(unit)),
    constraints: () => constraints,
  };
}
