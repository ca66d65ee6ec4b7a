/** For tests: a graph written as ONNX, run by ONNX Runtime, and read again. */

import { createSession } from '@diopter/core-tensor/engine';
import { fromOnnx, type Graph, toOnnx, type Variables } from '@diopter/core-tensor/graph';
import { readOnnx, writeOnnx } from '@diopter/core-tensor/onnx';
import * as tf from '@tensorflow/tfjs';
import { computed } from './computed.js';
import { largestError } from './largest-error.js';

type Tensors = Readonly<Record<string, tf.Tensor>>;

/** The largest errors of ONNX Runtime on the file, and of the graph read from the file, over all outputs. */
export async function roundTripErrors(
  graph: Graph,
  variables: Variables<Graph, tf.Tensor>,
  inputs: Tensors,
): Promise<{ readonly session: number; readonly read: number }> {
  const expected = await computed(graph, variables, inputs);
  const bytes = writeOnnx(toOnnx(graph, variables, { layout: 'nhwc' }));
  const read = fromOnnx(readOnnx(bytes));
  const worst = (actual: Tensors) =>
    Math.max(...Object.entries(expected).map(([name, y]) => largestError(actual[name]!, y)));
  return {
    session: worst(await runFile(bytes, inputs)),
    read: worst(await computed(read.graph, read, inputs)),
  };
}

async function runFile(bytes: Uint8Array, inputs: Tensors): Promise<Tensors> {
  const session = await createSession(bytes, { providers: ['cpu'], threads: 1 });
  const feeds = Object.entries(inputs).map(
    ([name, x]) => [name, { dataType: 'float32', shape: x.shape, data: x.dataSync<'float32'>() }] as const,
  );
  const results = await session.run(Object.fromEntries(feeds));
  await session.release();
  return Object.fromEntries(
    Object.entries(results).map(([name, { shape, data }]) => [
      name,
      tf.tensor(data as Float32Array, [...shape]),
    ]),
  );
}
