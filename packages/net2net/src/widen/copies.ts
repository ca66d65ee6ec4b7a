/** How many copies there will be of each unit. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { foldIn, type Key, uniformValues } from '@diopter/core-tensor/random';
import type { Trace } from '../trace/index.js';
import { type Cell, closureOf } from './closure.js';
import { refusalOf } from './refusal.js';

/** Copies of units, by their representatives; units that are not here stay alone. */
export type Copies = ReadonlyMap<number, number>;

/** A layer, and how many units it should have. */
export interface WidenRequest {
  readonly layer: string;
  readonly to: number;
}

/** How a request is met. */
export interface DrawOptions {
  /** Copies that there are already: units among them are not copied again. */
  readonly before: Copies;
  /** Takes the nearest size that constraints allow, instead of the one asked for. */
  readonly nearest: boolean;
}

/**
 * Draws which units are copied until a layer has the size asked for: each new unit is a copy of one drawn at random, all with the same
 * chance (Chen et al. 2015, arXiv 1511.05641, equation 3: the first are the old ones, the others drawn from them). What constraints tie to the
 * layer grows in proportion. What an earlier request has copied stays as it is.
 *
 * @throws DiopterError `invalid-argument` for a layer whose units cannot be copied, and for a size that its constraints do not allow.
 */
export function drawCopies(
  traced: Trace,
  { layer, to }: WidenRequest,
  key: Key,
  { before, nearest }: DrawOptions,
): Copies {
  const labels = traced.labels.get(layer)!.map((unit) => traced.units.root(unit));
  const refusal = refusalOf(traced, layer);
  if (refusal !== undefined) throw refused(layer, `its units cannot be copied: ${refusal}`);
  if (to < labels.length) throw refused(layer, `it has ${labels.length} units already`);
  const size = labels.reduce((sum, unit) => sum + (before.get(unit) ?? 1), 0);
  const free = labels.filter((unit) => !before.has(unit)).length;
  if (size === to || (nearest && (free === 0 || to < size))) return before;
  if (free === 0 || to < size) {
    throw refused(layer, `it has ${size} units now, since a layer that it is tied to has grown`);
  }
  const cells = closureOf(traced, labels)
    .cells.map(({ units, uniform }) => ({ uniform, units: units.filter((unit) => !before.has(unit)) }))
    .filter(({ units }) => units.length > 0);
  // Each cell grows by as many times its `parts`-th part.
  const parts = partsOf(cells);
  const steps = ((to - size) * parts) / free;
  if (!nearest && !Number.isInteger(steps)) {
    throw refused(layer, `${to} units are not possible: ${possibleSizes(cells, size, free / parts)}`);
  }
  const copies = new Map(before);
  cells.forEach(({ units, uniform }, i) => {
    const more = (Math.round(steps) * units.length) / parts;
    for (const unit of units) copies.set(unit, uniform ? 1 + Math.round(steps) : 1);
    if (uniform) return;
    const options = { minimum: 0, maximum: units.length, dtype: 'int32' } as const;
    const drawn = uniformValues(foldIn(key, i), [more], options);
    for (const place of drawn.data) copies.set(units[place]!, copies.get(units[place]!)! + 1);
  });
  return copies;
}

/** Into how many equal parts all cells can be divided. One whose units all have as many copies cannot. */
function partsOf(cells: readonly Cell[]): number {
  return cells.map(({ units, uniform }) => (uniform ? 1 : units.length)).reduce(greatestCommonDivisor);
}

function possibleSizes(cells: readonly Cell[], size: number, step: number): string {
  const why = cells.some(({ uniform }) => uniform)
    ? 'a mean over its units asks for as many copies of each'
    : 'groups of a convolution, or units that are in several places, ask for parts of one size';
  return `${why}: ${size + step}, ${size + 2 * step}, ...`;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function refused(layer: string, what: string): DiopterError {
  return new DiopterError('invalid-argument', { what, where: `layer ${layer}` });
}
