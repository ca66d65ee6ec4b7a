/** Networks of Caffe, against PyTorch in double precision (and OpenCV's reader, in the script that wrote the fixtures). */

import { readFileSync } from 'node:fs';
import { DiopterError } from '@diopter/core-tensor/errors';
import { apply, type Graph, summary, type Variables } from '@diopter/core-tensor/graph';
import { jit } from '@diopter/core-tensor/jit';
import type { HostTensor } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCaffe } from './read-caffe.js';
import { readCaffemodel } from './read-caffemodel.js';

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

describe('readCaffe', () => {
  it('calls nodes as Caffe calls its layers, and says which of them a blob is in the end', () => {
    const { name, graph, blobs, preprocessing } = networkOf('caffenet');
    expect(name).toBe('CaffeNet, narrow');
    expect(graph.inputs).toEqual({ data: [null, 95, 103, 3] });
    expect(graph.outputs).toEqual(['prob']);
    expect(blobs).toMatchObject({ conv1: 'relu1', pool5: 'pool5', fc6: 'drop6', fc8: 'fc8' });
    expect(preprocessing).toEqual({ channels: 'bgr', scale: 255, mean: [104, 117, 123] });
  });

  it('leaves the batch open, also where a reshape repeats it', () => {
    const { graph, preprocessing } = networkOf('generator');
    expect(summary(graph, [5, 20]).rows.at(-1)).toMatchObject({ name: 'deconv0', shape: [5, 256, 256, 3] });
    expect(preprocessing).toBeUndefined();
  });

  it('reads what belongs to the test, without data and losses', () => {
    const { graph, preprocessing } = networkOf('training');
    expect(Object.keys(graph.nodes)).toEqual(['conv', 'relu', 'fc/flat', 'fc']);
    expect(graph.outputs).toEqual(['fc']);
    expect(graph.inputs).toEqual({ data: [null, 12, 12, 3] });
    expect(preprocessing).toEqual({ channels: 'bgr', scale: 255, mean: [100, 110, 120], deviation: 2 });
    expect(networkOf('training', ['pictures']).graph.outputs).toEqual(['shown', 'fc']);
    expect(networkOf('training', ['linear']).graph.nodes).not.toHaveProperty('relu');
    const prototxt = prototxtOf('training');
    const training = readCaffe({ prototxt, caffemodel: caffemodelOf('training'), phase: 'TRAIN' });
    expect(training.graph.nodes).toHaveProperty('noisy');
  });

  it('drops inputs that only a loss reads', () => {
    const prototxt = `${prototxtOf('generator').replace('input: "feat"', 'input: "feat" input: "image"')}
      input_shape { dim: 64 dim: 3 dim: 256 dim: 256 }
      layer { name: "loss" type: "EuclideanLoss" bottom: "generated" bottom: "image" top: "loss" }`;
    const { graph } = readCaffe({ prototxt, caffemodel: caffemodelOf('generator') });
    expect(Object.keys(graph.inputs)).toEqual(['feat']);
    expect(graph.outputs).toEqual(['deconv0']);
  });

  it('refuses two layers of one name that both have weights', () => {
    const prototxt = prototxtOf('training').replace('name: "fc"', 'name: "conv"');
    expect(() => readCaffe({ prototxt, caffemodel: caffemodelOf('training') })).toThrow(
      'layer conv (InnerProduct, line 19): a layer before it has the same name',
    );
  });
});

describe('readCaffe names what is wrong with', () => {
  const conv =
    'layer { name: "conv" type: "Convolution" bottom: "data" top: "conv" convolution_param { num_output: 4 kernel_size: 3 } }';
  const data = 'input: "data" input_dim: [1, 3, 12, 12]\n';
  const read = (prototxt: string) => () => readCaffe({ prototxt, caffemodel: caffemodelOf('training') });

  it('a layer', () => {
    const layer = (text: string) => read(`${data}layer { name: "x" bottom: "data" top: "x" ${text} }`);
    expect(layer('type: "SPP"')).toThrow('layer x (SPP, line 2): layers of type SPP are not known here');
    expect(layer('type: "Pooling" pooling_param { pool: STOCHASTIC kernel_size: 2 }')).toThrow(
      'pools by STOCHASTIC',
    );
    expect(layer('type: "Pooling"')).toThrow('layer x (Pooling, line 2): it has no kernel_size');
    expect(layer('type: "Pooling" pooling_param { kernel_size: 2 stride: 0 }')).toThrow('stride cannot be 0');
    expect(layer('type: "Convolution" convolution_param { kernel_size: 3 }')).toThrow('no num_output');
    expect(layer('type: "LRN" lrn_param { norm_region: WITHIN_CHANNEL }')).toThrow('within channels');
    expect(layer('type: "Power" power_param { power: 3 }')).toThrow('raises to the power 3');
    expect(layer('type: "ReLU" relu_param { negative_slope: steep }')).toThrow(
      'prototxt, line 2: negative_slope cannot be steep',
    );
    expect(layer('')).toThrow('the layer has no type');
    expect(layer('type: "Pooling" pooling_param { kernel_size: 13 }')).toThrow(
      'layer x (Pooling, line 2): a window of 13 does not fit into 12 values',
    );
  });

  it('the connections', () => {
    expect(read(conv)).toThrow('no layer before it computes its bottom "data"');
    expect(read(`input: "data" ${conv}`)).toThrow('the shape of its bottom "data" is not stated');
    expect(read(`input: "data" input_dim: [1, 3, 0, 9] ${conv}`)).toThrow('sizes 1, 3, 0, 9');
    expect(read(`${data}layer { name: "x" type: "InnerProduct" top: "x" }`)).toThrow('it has no bottom');
    expect(read('net: "train_val.prototxt" base_lr: 0.01')).toThrow('give the prototxt of the network');
  });

  it('weights that do not fit', () => {
    expect(read(data + conv)).not.toThrow();
    expect(read(data + conv.replace('"conv"', '"other"'))).toThrow('missing: other.weight, other.bias');
    expect(read(data + conv.replace('num_output: 4', 'num_output: 5'))).toThrow(
      'conv.weight is float32 [4, 3, 3, 3] instead of [5, 3, 3, 3]',
    );
  });

  it('the text', () => {
    expect(read('layer { name: "a"')).toThrow('prototxt, line 1: the text ends in the middle of a message');
    expect(read('\n\nlayer { name "a" }')).toThrow('prototxt, line 3: "a" where a value should be');
    expect(read('layer: }')).toThrow('"}" where a value should be');
    expect(read('name: "open')).toThrow('prototxt, line 1: unexpected');
    expect(read('a {'.repeat(1e5))).toThrow('nested more than');
    expect(read('')).toThrow('no layers');
    expect(read('layer: 3')).toThrow('layer cannot be 3, it is a message');
  });
});

describe('damaged files', () => {
  const outcome = (prototxt: string, caffemodel: Uint8Array): string => {
    try {
      readCaffe({ prototxt, caffemodel });
      return 'read';
    } catch (error) {
      if (error instanceof DiopterError) return error.code;
      throw error;
    }
  };
  const codes = ['invalid-data', 'checkpoint-mismatch', 'unsupported-operator'];

  it.each(['first-generation', 'settings'])(
    'of %s: a caffemodel that breaks off is refused, unless all weights are there',
    (name) => {
      const [prototxt, whole] = [prototxtOf(name), caffemodelOf(name)];
      const complete: number[] = [];
      for (let length = 0; length < whole.length; length += 37) {
        const found = outcome(prototxt, whole.subarray(0, length));
        expect(['read', 'invalid-data', 'checkpoint-mismatch']).toContain(found);
        if (found !== 'read') continue;
        complete.push(length);
        const { parameters } = readCaffe({ prototxt, caffemodel: whole.subarray(0, length) });
        expect(parameters).toEqual(networkOf(name).parameters);
      }
      expect(complete.length).toBeLessThan(3);
    },
  );

  it('a prototxt that breaks off is refused, or is a shorter network', () => {
    const [prototxt, caffemodel] = [prototxtOf('caffenet'), caffemodelOf('caffenet')];
    for (let length = 0; length < prototxt.length; length += 37) {
      expect(['read', ...codes]).toContain(outcome(prototxt.slice(0, length), caffemodel));
    }
  });

  it('changed bytes give other numbers or an error, never a crash', () => {
    const [prototxt, whole] = [prototxtOf('first-generation'), caffemodelOf('first-generation')];
    const bytes = fc.record({ at: fc.nat(whole.length - 1), value: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(bytes, { minLength: 1, maxLength: 4 }), (changes) => {
        const changed = whole.slice();
        for (const { at, value } of changes) changed[at] = value;
        expect(['read', ...codes]).toContain(outcome(prototxt, changed));
      }),
      { numRuns: 500 },
    );
  });

  it('other files are recognized', () => {
    const text = new TextEncoder().encode(prototxtOf('caffenet'));
    expect(() => readCaffemodel(new Uint8Array())).toThrow('no layer in it has weights');
    expect(() => readCaffemodel(text)).toThrow(expect.objectContaining({ code: 'invalid-data' }));
    expect(() => readCaffemodel(Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d))).toThrow('HDF5');
    // A layer (field 2) that holds a layer of the kind before it (field 1).
    expect(() => readCaffemodel(Uint8Array.of(0x12, 2, 0x0a, 0))).toThrow('upgrade_net_proto_binary');
  });
});
