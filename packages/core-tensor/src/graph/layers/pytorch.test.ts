/** Layers against PyTorch in double precision: values, gradients and running statistics. */

import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import {
  apply,
  averagePool,
  batchNorm,
  conv2d,
  conv2dTranspose,
  crelu,
  dense,
  elu,
  flatten,
  type Graph,
  gelu,
  globalAveragePool,
  instanceNorm,
  type Layer,
  layerNorm,
  leakyRelu,
  lrn,
  type Mode,
  maxPool,
  pad,
  pixelShuffle,
  prelu,
  selu,
  sequential,
  softmax,
  softplus,
  upsample,
  type Variables,
} from '../index.js';
import { mapRecord } from '../record.js';
import { largestError } from '../testing/largest-error.js';

const builders = {
  averagePool,
  batchNorm,
  conv2d,
  conv2dTranspose,
  crelu,
  dense,
  elu,
  flatten,
  gelu,
  globalAveragePool,
  instanceNorm,
  layerNorm,
  leakyRelu,
  lrn,
  maxPool,
  pad,
  pixelShuffle,
  prelu,
  selu,
  softmax,
  softplus,
  upsample,
};

interface Written {
  readonly shape: number[];
  readonly data: number[];
}
type Group = Readonly<Record<string, Written>>;

interface Case {
  readonly name: string;
  readonly builder: keyof typeof builders;
  readonly options: object;
  readonly mode: Mode;
  readonly x: Written;
  readonly parameters: Group;
  readonly statistics: Group;
  readonly y: Written;
  readonly weights: Written;
  readonly gradients: Group;
  readonly statisticsAfter: Group;
}

const { cases } = JSON.parse(readFileSync(new URL('../fixtures/layers.json', import.meta.url), 'utf8')) as {
  cases: Case[];
};

const tensor = ({ shape, data }: Written) => tf.tensor(data, shape, 'float32');

describe('layers', () => {
  it.each(cases)('equal PyTorch: $name', (test) => {
    const build = builders[test.builder] as (options: object) => Layer;
    const graph: Graph = sequential(test.x.shape, { layer: build(test.options) });
    const names = Object.keys(test.parameters);
    const run = (x: tf.Tensor, ...values: tf.Tensor[]) => {
      const variables: Variables<Graph, tf.Tensor> = {
        parameters: { layer: Object.fromEntries(names.map((name, i) => [name, values[i]!])) },
        statistics: { layer: mapRecord(test.statistics, tensor) },
      };
      return apply(graph, variables, x, { mode: test.mode });
    };
    const inputs = [test.x, ...Object.values(test.parameters)].map(tensor);
    const [x, ...values] = inputs as [tf.Tensor, ...tf.Tensor[]];
    const { y, statistics } = run(x, ...values);
    expect(largestError(y, tensor(test.y))).toBeLessThan(5e-6);
    for (const [name, expected] of Object.entries(test.statisticsAfter)) {
      expect(largestError(statistics.layer![name]!, tensor(expected)), name).toBeLessThan(1e-6);
    }
    const weights = tensor(test.weights);
    const gradients = tf.grads((...inputs: tf.Tensor[]) => {
      const [x, ...values] = inputs as [tf.Tensor, ...tf.Tensor[]];
      return tf.sum(tf.mul(run(x, ...values).y, weights));
    })(inputs);
    ['x', ...names].forEach((name, i) => {
      expect(largestError(gradients[i]!, tensor(test.gradients[name]!)), name).toBeLessThan(1e-5);
    });
  });
});
