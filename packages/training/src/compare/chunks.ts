/** Batches small enough to be computed at once, and their results as one. */

import type { HostTensor } from '@diopter/core-tensor/tree';

/** Pictures that networks are given at once. */
const chunkSize = 32;

/** Tensors by name, all with the batch as their first axis. */
export type HostTensors<Name extends string = string> = Readonly<Record<Name, HostTensor<'float32'>>>;

/** The results of a function of batches, for a batch of any size. */
export async function inChunks<Name extends string>(
  batch: HostTensor<'float32'>,
  compute: (chunk: HostTensor<'float32'>) => Promise<HostTensors<Name>>,
): Promise<HostTensors<Name>> {
  const results: HostTensors[] = [];
  for (let start = 0; start < batch.shape[0]!; start += chunkSize) {
    const computed = Object.entries<HostTensor<'float32'>>(
      await compute(part(batch, start, start + chunkSize)),
    );
    // A compiled function may use the memory of its results again.
    results.push(
      Object.fromEntries(
        computed.map(([name, { data, ...rest }]) => [name, { ...rest, data: data.slice() }]),
      ),
    );
  }
  const names = Object.keys(results[0]!) as Name[];
  return Object.fromEntries(
    names.map((name) => [name, joined(results.map((result) => result[name]!))]),
  ) as HostTensors<Name>;
}

/** The elements of a batch from `start` up to, but not including, `end`, in the same memory. */
function part(
  { shape, dtype, data }: HostTensor<'float32'>,
  start: number,
  end: number,
): HostTensor<'float32'> {
  const [count = 0, ...rest] = shape;
  const size = data.length / count;
  const last = Math.min(end, count);
  return { shape: [last - start, ...rest], dtype, data: data.subarray(start * size, last * size) };
}

function joined(parts: readonly HostTensor<'float32'>[]): HostTensor<'float32'> {
  const { dtype, shape } = parts[0]!;
  const data = new Float32Array(parts.reduce((sum, each) => sum + each.data.length, 0));
  let place = 0;
  for (const each of parts) {
    data.set(each.data, place);
    place += each.data.length;
  }
  return { dtype, shape: [parts.reduce((sum, each) => sum + each.shape[0]!, 0), ...shape.slice(1)], data };
}
