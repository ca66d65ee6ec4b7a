/** How many copies there will be of each unit. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { foldIn, type Key, uniformValues } from '@diopter/core-tensor/random';
import type { Trace } from '../trace/index.js';
import type { Labels } from '../units/index.js';

/** Copies of units, by their representatives; units that are not here stay alone. */
export type Copies = ReadonlyMap<number, number>;

/** A layer, and how many units it should have. */
export interface WidenRequest {
  readonly layer: string;
  readonly to: number;
}

/** Units that grow together, in the parts that must keep their proportions. */
interface Cell {
  readonly units: readonly number[];
  /** Whether each unit must have as many copies as the others. */
  readonly uniform: boolean;
}

/** The units of a layer's value, and all that must grow in the same proportion. */
interface Closure {
  readonly cells: readonly Cell[];
  readonly units: ReadonlySet<number>;
}

/** Everything that constraints tie to the units of a layer. */
function closureOf({ units }: Trace, labels: Labels): Closure {
  const found = new Set(Array.from(labels, (unit) => units.root(unit)));
  const constraints = units.constraints().map(({ kind, blocks }) => ({
    kind,
    blocks: blocks.map((block) => new Set(Array.from(block, (unit) => units.root(unit)))),
  }));
  const touching = new Set<(typeof constraints)[number]>();
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const constraint of constraints) {
      if (!constraint.blocks.some((block) => [...block].some((unit) => found.has(unit)))) continue;
      touching.add(constraint);
      for (const block of constraint.blocks) for (const unit of block) found.add(unit);
    }
  }
  const cells = new Map<string, { units: number[]; uniform: boolean }>();
  for (const unit of found) {
    const blocks = [...touching].map(({ blocks }) => blocks.findIndex((block) => block.has(unit)));
    const uniform = [...touching].some(
      ({ kind, blocks }) => kind === 'uniform' && blocks.some((block) => block.has(unit)),
    );
    const cell = cells.get(blocks.join()) ?? { units: [], uniform };
    cell.units.push(unit);
    cells.set(blocks.join(), cell);
  }
  return { cells: [...cells.values()], units: found };
}

/** Why the units of a layer cannot be copied; `undefined` if they can. */
export function refusalOf(traced: Trace, layer: string): string | undefined {
  const { units: found } = closureOf(traced, traced.labels.get(layer)!);
  for (const unit of found) {
    const reason = traced.units.frozen(unit);
    if (reason !== undefined) return reason;
  }
  return undefined;
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
 * layer grows in proportion.
 *
 * @throws DiopterError `invalid-argument` for a layer whose units cannot be copied, and for a size that its constraints do not allow.
 */
export function drawCopies(
  traced: Trace,
  { layer, to }: WidenRequest,
  key: Key,
  { before, nearest }: DrawOptions,
): Copies {
  const rootOf = (unit: number) => traced.units.root(unit);
  const labels = traced.labels.get(layer)!.map(rootOf);
  const refusal = refusalOf(traced, layer);
  if (refusal !== undefined) throw refused(layer, `its units cannot be copied: ${refusal}`);
  if (to < labels.length) throw refused(layer, `it has ${labels.length} units already`);
  const copies = new Map(before);
  const sizeNow = () => labels.reduce((sum, unit) => sum + (copies.get(unit) ?? 1), 0);
  const free = labels.filter((unit) => !before.has(unit)).length;
  // What a tied layer has copied already stays as it is.
  const factor = (to - (sizeNow() - free)) / free;
  if (sizeNow() === to || (nearest && !(factor >= 1))) return copies;
  if (!(factor >= 1)) {
    throw refused(layer, `it has ${sizeNow()} units now, since a layer that it is tied to has grown`);
  }
  const cells = closureOf(traced, labels).cells.filter(({ units }) => !before.has(units[0]!));
  cells.forEach(({ units, uniform }, i) => {
    const more = units.length * (factor - 1);
    if (!nearest && !(isWhole(more) && (!uniform || isWhole(factor)))) {
      throw refused(layer, `${to} units are not possible: ${possibleSizes(labels.length, cells)}`);
    }
    for (const unit of units) copies.set(unit, uniform ? Math.round(factor) : 1);
    if (uniform) return;
    const options = { minimum: 0, maximum: units.length, dtype: 'int32' } as const;
    const drawn = uniformValues(foldIn(key, i), [Math.round(more)], options);
    for (const place of drawn.data) copies.set(units[place]!, copies.get(units[place]!)! + 1);
  });
  assertBalanced(traced, copies, layer);
  if (nearest || sizeNow() === to) return copies;
  throw refused(layer, `${to} units are not possible: some of its units are the same`);
}

/** Groups of a convolution must have kept one size. */
function assertBalanced({ units }: Trace, copies: Copies, layer: string): void {
  for (const { node, kind, blocks } of units.constraints()) {
    if (kind !== 'balanced') continue;
    const sizes = blocks.map((block) =>
      block.reduce((sum, unit) => sum + (copies.get(units.root(unit)) ?? 1), 0),
    );
    if (sizes.every((size) => size === sizes[0])) continue;
    throw refused(layer, `the groups of ${node} would have ${sizes.join(', ')} channels`);
  }
}

const isWhole = (value: number) => Math.abs(value - Math.round(value)) < 1e-9;

function possibleSizes(size: number, cells: readonly Cell[]): string {
  if (cells.some(({ uniform }) => uniform)) {
    return `a mean over its units asks for as many copies of each: ${2 * size}, ${3 * size}, ...`;
  }
  const parts = cells.map(({ units }) => units.length);
  const step = size / parts.reduce(greatestCommonDivisor);
  return `groups of a convolution ask for parts of one size: ${size + step}, ${size + 2 * step}, ...`;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function refused(layer: string, what: string): DiopterError {
  return new DiopterError('invalid-argument', { what, where: `layer ${layer}` });
}
