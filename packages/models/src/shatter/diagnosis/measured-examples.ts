/** Input gradients and unit activity of many examples, computed in batches. */

import type { Graph, Variables } from '@diopter/core-tensor/graph';
import { type HostTensor, sizeOf } from '@diopter/core-tensor/tree';
import { checkFinite, type HostInputs } from './checked-inputs.js';
import type { Measure } from './input-gradients.js';

/** One activation's numbers of all examples together. */
export interface ActivityCounts {
  /** Units of one place: the last axis of the activation. */
  readonly channels: number;
  /** How many examples make each unit active, channels innermost. */
  readonly active: Float64Array;
  /** The share of saturated units, summed over the examples. */
  readonly saturated: number;
}

/** What examples gave. */
export interface MeasuredExamples {
  readonly count: number;
  /** `[count, numbers of all inputs]`. */
  readonly gradients: HostTensor<'float32'>;
  /** By activation. */
  readonly activity: readonly ActivityCounts[];
}

/** What examples are measured with. */
export interface Measuring {
  readonly measure: Measure;
  readonly variables: Variables<Graph, HostTensor>;
  /** Examples computed at once. */
  readonly batch: number;
}

/**
 * Measures examples along directions of the output: one for all, `[1, ...output]`, or one for each, `[count, ...output]`.
 *
 * @throws DiopterError `invalid-argument` for gradients that are not finite.
 */
export async function measureExamples(
  { measure, variables, batch }: Measuring,
  inputs: HostInputs,
  directions: HostTensor,
): Promise<MeasuredExamples> {
  const count = Object.values(inputs)[0]!.shape[0]!;
  const length = Object.values(inputs).reduce((sum, { shape }) => sum + sizeOf(shape.slice(1)), 0);
  const data = new Float32Array(count * length);
  let activity: readonly ActivityCounts[] | undefined;
  for (let start = 0; start < count; start += batch) {
    const rows = Math.min(batch, count - start);
    const examples = Object.entries(inputs).map(([name, input]) => [name, rowsAt(input, start, rows)]);
    const along = rowsAt(repeated(directions, count), start, rows);
    const found = await measure(variables, Object.fromEntries(examples), along);
    checkFinite(found.gradients, 'diagnose, the gradient of the inputs');
    data.set(found.gradients.data, start * length);
    activity = found.activity.map(({ counts, saturated }, i) =>
      counted(activity?.[i], {
        channels: counts.shape.at(-1)!,
        active: counts.data,
        saturated: rows * saturated.data[0]!,
      }),
    );
  }
  const gradients = { shape: [count, length], dtype: 'float32', data } as const;
  return { count, gradients, activity: activity! };
}

/** What was counted so far and what a batch adds. */
function counted(
  before: ActivityCounts | undefined,
  {
    channels,
    active,
    saturated,
  }: { readonly channels: number; readonly active: ArrayLike<number>; readonly saturated: number },
): ActivityCounts {
  return {
    channels,
    active: Float64Array.from(active, (count, unit) => count + (before?.active[unit] ?? 0)),
    saturated: saturated + (before?.saturated ?? 0),
  };
}

/** A direction for all examples as one for each, so that all batches of one size are one compiled program. */
function repeated(directions: HostTensor, count: number): HostTensor {
  const { shape, dtype, data } = directions;
  if (shape[0] === count || shape[0] !== 1) return directions;
  const all = new Float32Array(count * data.length);
  for (let row = 0; row < count; row++) all.set(data, row * data.length);
  return { shape: [count, ...shape.slice(1)], dtype, data: all };
}

/** Some of the rows, from `start` on. */
function rowsAt(
  { shape: [count, ...rest], dtype, data }: HostTensor,
  start: number,
  rows: number,
): HostTensor {
  const length = data.length / count!;
  return { shape: [rows, ...rest], dtype, data: data.subarray(start * length, (start + rows) * length) };
}
