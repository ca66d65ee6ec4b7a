/** Input gradients and unit activity of batches, fetched into memory of their own. */

import type { Graph, Variables } from '@diopter/core-tensor/graph';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { checkFinite, type HostInputs } from './checked-inputs.js';
import type { Measure } from './input-gradients.js';

/** One activation's numbers of one batch, see `UnitActivity`. */
export interface BatchActivity {
  readonly active: number;
  readonly coActive: number;
  readonly ever: Float32Array;
  readonly saturated: number;
}

/** What a batch gave. */
export interface MeasuredBatch {
  readonly count: number;
  /** `[count, numbers]`. */
  readonly gradients: Float32Array;
  /** By activation. */
  readonly activity: readonly BatchActivity[];
}

/**
 * Measures one batch along directions of the output, one for all or one for each example.
 *
 * @throws DiopterError `invalid-argument` for gradients that are not finite.
 */
export async function measureBatch(
  measure: Measure,
  variables: Variables<Graph, HostTensor>,
  examples: HostInputs,
  directions: HostTensor,
): Promise<MeasuredBatch> {
  const { gradients, activity } = await measure(variables, examples, directions);
  checkFinite(gradients, 'diagnose, the gradient of the inputs');
  return {
    count: gradients.shape[0]!,
    gradients: gradients.data.slice() as Float32Array,
    activity: activity.map(({ active, coActive, ever, saturated }) => ({
      active: active.data[0]!,
      coActive: coActive.data[0]!,
      ever: ever.data.slice() as Float32Array,
      saturated: saturated.data[0]!,
    })),
  };
}

/** {@link measureBatch} of many examples, `batch` at once. */
export async function measureInBatches(
  measureExamples: (examples: HostInputs) => Promise<MeasuredBatch>,
  inputs: HostInputs,
  batch: number,
): Promise<MeasuredBatch[]> {
  const count = Object.values(inputs)[0]!.shape[0]!;
  const parts: MeasuredBatch[] = [];
  for (let start = 0; start < count; start += batch) {
    parts.push(await measureExamples(examplesAt(inputs, start, batch)));
  }
  return parts;
}

/** Some of the examples, from `start` on. */
function examplesAt(inputs: HostInputs, start: number, count: number): HostInputs {
  return Object.fromEntries(
    Object.entries(inputs).map(
      ([
        name,
        {
          shape: [all, ...rest],
          data,
        },
      ]) => {
        const length = data.length / all!;
        const rows = Math.min(count, all! - start);
        const part = data.subarray(start * length, (start + rows) * length);
        return [name, { shape: [rows, ...rest], dtype: 'float32', data: part } as HostTensor<'float32'>];
      },
    ),
  );
}
