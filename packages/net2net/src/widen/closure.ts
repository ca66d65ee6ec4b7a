/** What grows together with a layer. */

import type { Trace } from '../trace/index.js';
import type { Labels } from '../units/index.js';

/** Units of which as many copies are made as of every other cell of a closure, in proportion to its size. */
export interface Cell {
  readonly units: readonly number[];
  /** Whether each unit must have as many copies as the others. */
  readonly uniform: boolean;
}

/** The units of a layer's value, and all that must grow in the same proportion. */
export interface Closure {
  readonly cells: readonly Cell[];
  readonly units: ReadonlySet<number>;
}

/** How often each unit is there, by representatives. */
function countsOf({ units }: Trace, labels: Labels): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const unit of labels) counts.set(units.root(unit), (counts.get(units.root(unit)) ?? 0) + 1);
  return counts;
}

/**
 * Everything that constraints tie to the units of a layer. A cell's units are equally often in the layer and in each block: when all
 * cells grow by one factor, so do the layer and all blocks, whichever units of a cell are copied.
 */
export function closureOf(traced: Trace, labels: Labels): Closure {
  const own = countsOf(traced, labels);
  const found = new Set(own.keys());
  const constraints = traced.units.constraints().map(({ kind, blocks }) => ({
    kind,
    blocks: blocks.map((block) => countsOf(traced, block)),
  }));
  const touching = new Set<(typeof constraints)[number]>();
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const constraint of constraints) {
      if (!constraint.blocks.some((block) => [...block.keys()].some((unit) => found.has(unit)))) continue;
      touching.add(constraint);
      for (const block of constraint.blocks) for (const unit of block.keys()) found.add(unit);
    }
  }
  const cells = new Map<string, { units: number[]; uniform: boolean }>();
  for (const unit of found) {
    const counts = [own, ...[...touching].flatMap(({ blocks }) => blocks)].map(
      (block) => block.get(unit) ?? 0,
    );
    const uniform = [...touching].some(
      ({ kind, blocks }) => kind === 'uniform' && blocks.some((block) => block.has(unit)),
    );
    const cell = cells.get(counts.join()) ?? { units: [], uniform };
    cell.units.push(unit);
    cells.set(counts.join(), cell);
  }
  return { cells: [...cells.values()], units: found };
}
