/** `directionalDerivative`: how a program's outputs change along a direction of its inputs, by differences in double precision. */

import type { Program } from '../jit/program/program.js';
import { sizeOf } from '../tree/host-tensor.js';
import { evaluate } from './evaluate.js';
import type { ReferenceTensor } from './tensor.js';

export interface DirectionalDerivativeOptions {
  /** The widest step along the direction. It should be small against the distance to kinks such as that of `relu`. */
  readonly step?: number;
  /** How often the step is halved; each halving costs two evaluations and cancels one more power of the step's square. */
  readonly halvings?: number;
}

export interface DirectionalDerivative {
  /** One per output of the program. */
  readonly derivatives: readonly ReferenceTensor[];
  /** Estimate of the largest absolute error among all elements. */
  readonly error: number;
}

/**
 * Central differences `(f(x + h d) - f(x - h d)) / 2h` for a falling sequence of steps, extrapolated to `h = 0` by Richardson's
 * scheme; of the whole tableau the entry is taken that differs least from the two it was made of (Ridders 1982), which
 * balances truncation against rounding. Smooth functions of moderate size reach about 1e-11 relative.
 *
 * @param inputs One per program input.
 * @param direction One per program input, of its shape; zeros leave an input fixed, as integer inputs must be.
 */
export function directionalDerivative(
  program: Program,
  inputs: readonly ReferenceTensor[],
  direction: readonly ReferenceTensor[],
  { step = 2 ** -10, halvings = 7 }: DirectionalDerivativeOptions = {},
): DirectionalDerivative {
  const shapes = program.outputs.map((id) => program.values[id]!.shape);
  const valuesAt = (h: number) => flatten(evaluate(program, moved(inputs, direction, h)));

  let best: Float64Array | undefined;
  let error = Number.POSITIVE_INFINITY;
  let previousRow: Float64Array[] = [];
  for (let i = 0; i <= halvings; i++) {
    const h = step / 2 ** i;
    const [ahead, behind] = [valuesAt(h), valuesAt(-h)];
    // Without it, an accidental agreement of two noisy entries at small steps would look best.
    const rounding = (Number.EPSILON * Math.max(largest(ahead), largest(behind))) / h;
    const row = [combine(ahead, 1 / (2 * h), behind, -1 / (2 * h))];
    best ??= row[0]!;
    previousRow.forEach((coarser, order) => {
      const finer = row[order]!;
      const power = 4 ** (order + 1);
      const extrapolated = combine(finer, power / (power - 1), coarser, -1 / (power - 1));
      const disagreement = Math.max(distance(extrapolated, finer), distance(extrapolated, coarser));
      const estimate = disagreement + rounding;
      if (estimate < error) [best, error] = [extrapolated, estimate];
      row.push(extrapolated);
    });
    previousRow = row;
  }
  return { derivatives: unflatten(best!, shapes), error };
}

function moved(
  inputs: readonly ReferenceTensor[],
  direction: readonly ReferenceTensor[],
  h: number,
): ReferenceTensor[] {
  return inputs.map(({ shape, data }, i) => ({ shape, data: combine(data, 1, direction[i]!.data, h) }));
}

/** `a * weightA + b * weightB` */
function combine(a: Float64Array, weightA: number, b: Float64Array, weightB: number): Float64Array {
  return a.map((element, i) => element * weightA + b[i]! * weightB);
}

function distance(a: Float64Array, b: Float64Array): number {
  return largest(combine(a, 1, b, -1));
}

function largest(values: Float64Array): number {
  return values.reduce((maximum, value) => Math.max(maximum, Math.abs(value)), 0);
}

function flatten(tensors: readonly ReferenceTensor[]): Float64Array {
  return Float64Array.from(tensors.flatMap(({ data }) => [...data]));
}

function unflatten(data: Float64Array, shapes: readonly (readonly number[])[]): ReferenceTensor[] {
  let start = 0;
  return shapes.map((shape) => {
    const size = sizeOf(shape);
    start += size;
    return { shape, data: data.slice(start - size, start) };
  });
}
