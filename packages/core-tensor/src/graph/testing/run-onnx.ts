/** For tests: an ONNX model run on tensors in our layout, and variables that no layer can ignore. */

import * as tf from '@tensorflow/tfjs';
import { createSession } from '../../engine/index.js';
import { type OnnxModel, writeOnnx } from '../../onnx/index.js';
import { mapTree } from '../../tree/index.js';
import type { Graph, Layout, Variables } from '../index.js';
import { channelsFirst, channelsLast } from '../layout.js';

/** Runs a model; images go in and come out NHWC whatever the file's layout. */
export async function runOnnx(
  model: OnnxModel,
  inputs: Readonly<Record<string, tf.Tensor>>,
  layout: Layout,
): Promise<Record<string, tf.Tensor>> {
  const turned = (x: tf.Tensor, permutation: readonly number[]) =>
    layout === 'nchw' && x.rank === 4 ? tf.transpose(x, [...permutation]) : x;
  const session = await createSession(writeOnnx(model), { providers: ['cpu'] });
  const results = await session.run(
    Object.fromEntries(
      Object.entries(inputs).map(([name, x]) => {
        const fed = turned(x, channelsFirst);
        return [name, { dataType: 'float32' as const, shape: fed.shape, data: fed.dataSync<'float32'>() }];
      }),
    ),
  );
  await session.release();
  return Object.fromEntries(
    Object.entries(results).map(([name, { shape, data }]) => [
      name,
      turned(tf.tensor(data as Float32Array, [...shape]), channelsLast),
    ]),
  );
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
