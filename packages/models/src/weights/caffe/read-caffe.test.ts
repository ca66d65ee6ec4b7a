/** Networks of Caffe, against PyTorch in double precision (and OpenCV's reader, in the script that wrote the fixtures). */

import { readFileSync } from 'node:fs';
import { apply, type Graph, type Variables } from '@diopter/core-tensor/graph';
import { jit } from '@diopter/core-tensor/jit';
import type { HostTensor } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { readCaffe } from './read-caffe.js';

interface Stored {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

interface Facts {
  readonly inputs: Readonly<Record<string, { readonly shape: number[]; readonly scale: number }>>;
  readonly steps: Readonly<Record<string, number>>;
  readonly blobs: Readonly<Record<string, Stored>>;
}

const fixture = (name: string) => new URL(`../fixtures/caffe/${name}`, import.meta.url);
const prototxtOf = (name: string) => readFileSync(fixture(`${name}.prototxt`), 'utf8');
const caffemodelOf = (name: string) => new Uint8Array(readFileSync(fixture(`${name}.caffemodel`)));
const factsOf = (name: string): Facts => JSON.parse(readFileSync(fixture(`${name}.json`), 'utf8'));
const networkOf = (name: string, stages: readonly string[] = []) =>
  readCaffe({ prototxt: prototxtOf(name), caffemodel: caffemodelOf(name), stages });

/** The inputs that the script made by the same formula. */
function waves({ inputs }: Facts): Record<string, HostTensor<'float32'>> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { shape, scale }]) => {
      const size = shape.reduce((a, b) => a * b, 1);
      const wave = (_: unknown, i: number) => scale * Math.sin(0.7 * i + 0.001 * i ** 1.5);
      return [name, { dtype: 'float32', shape, data: Float32Array.from({ length: size }, wave) }];
    }),
  );
}

/** The largest difference from what is expected at every `step`-th row and column, relative to the largest number. */
function errorOf({ shape, data }: HostTensor, step: number, expected: Stored): number {
  return tf.tidy(() => {
    const whole = tf.tensor(data, [...shape]);
    const every = shape.map((_, axis) => (shape.length === 4 && (axis === 1 || axis === 2) ? step : 1));
    const found =
      step === 1
        ? whole
        : tf.stridedSlice(
            whole,
            shape.map(() => 0),
            [...shape],
            every,
          );
    expect(found.shape).toEqual(expected.shape);
    const wanted = tf.tensor([...expected.data], [...expected.shape]);
    return tf.div(tf.max(tf.abs(tf.sub(found, wanted))), tf.max(tf.abs(wanted))).dataSync()[0]!;
  });
}

async function computed(
  graph: Graph,
  variables: Variables<Graph, HostTensor>,
  nodes: string[],
  facts: Facts,
) {
  const compiled = jit((x: Record<string, tf.Tensor>) => apply(graph, variables, x, { taps: nodes }).taps);
  const values = await compiled(waves(facts));
  await compiled.release();
  return values as Record<string, HostTensor>;
}

const names = ['caffenet', 'generator', 'first-generation', 'settings', 'training'];

describe.each(names)('%s', (name) => {
  it('computes what Caffe does, blob by blob', async () => {
    const facts = factsOf(name);
    const { graph, parameters, statistics, blobs } = networkOf(name);
    const wanted = Object.keys(facts.blobs);
    const values = await computed(
      graph,
      { parameters, statistics },
      wanted.map((blob) => blobs[blob]!),
      facts,
    );
    for (const blob of wanted) {
      expect(errorOf(values[blobs[blob]!]!, facts.steps[blob]!, facts.blobs[blob]!), blob).toBeLessThan(3e-5);
    }
  });
});
