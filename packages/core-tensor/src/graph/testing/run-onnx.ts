/** For tests: an ONNX model run on tensors, and variables that no layer can ignore. */

import * as tf from '@tensorflow/tfjs';
import { createSession } from '../../engine/index.js';
import { type OnnxModel, writeOnnx } from '../../onnx/index.js';
import { mapTree } from '../../tree/index.js';
import type { Graph, Layout, Variables } from '../index.js';
import { channelsFirst, channelsLast } from '../layout.js';
import { mapRecord } from '../record.js';

type Tensors = Readonly<Record<string, tf.Tensor>>;

/** Runs a model; everything lies as in the file. */
export async function runFile(model: OnnxModel, inputs: Tensors): Promise<Tensors> {
  const session = await createSession(writeOnnx(model), { providers: ['cpu'], threads: 1 });
  const feeds = mapRecord(inputs, (x) => ({
    dataType: 'float32' as const,
    shape: x.shape,
    data: x.dataSync<'float32'>(),
  }));
  const results = await session.run(feeds);
  await session.release();
  return mapRecord(results, ({ shape, data }) => tf.tensor(data as Float32Array, [...shape]));
}

/** Runs a model; images go in and come out NHWC, whatever the file's layout. */
export async function runOnnx(model: OnnxModel, inputs: Tensors, layout: Layout): Promise<Tensors> {
  const turned = (tensors: Tensors, permutation: readonly number[]) =>
    mapRecord(tensors, (x) => (layout === 'nchw' && x.rank === 4 ? tf.transpose(x, [...permutation]) : x));
  return turned(await runFile(model, turned(inputs, channelsFirst)), channelsLast);
}

/** Variables moved away from their start, so that biases, slopes and statistics count; variances stay positive. */
export function liven<G extends Graph>(variables: Variables<G, tf.Tensor>): Variables<G, tf.Tensor> {
  let seed = 1;
  const nudge = (variable: tf.Tensor) =>
    tf.add(variable, tf.randomUniform(variable.shape, 0.1, 0.6, 'float32', seed++));
  const { parameters, statistics } = variables as Variables<Graph, tf.Tensor>;
  return { parameters: mapTree(nudge, parameters), statistics: mapTree(nudge, statistics) } as Variables<
    G,
    tf.Tensor
  >;
}
