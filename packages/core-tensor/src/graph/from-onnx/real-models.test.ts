/** Other people's networks, read from their files, against ONNX Runtime on the same files and published results. */

import { existsSync, readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { jit } from '../../jit/index.js';
import { type OnnxModel, readOnnx, readTensorProto } from '../../onnx/index.js';
import { apply, fromOnnx, type ImportedGraph, summary, toOnnx } from '../index.js';
import { channelsFirst } from '../layout.js';
import { mapRecord } from '../record.js';
import { errorOfScale, largestError } from '../testing/largest-error.js';
import { readPng } from '../testing/read-png.js';
import { runFile } from '../testing/run-onnx.js';

const folder = new URL('../../../../../../shared/data/models/', import.meta.url);
const present = existsSync(folder);
const models = present ? describe : describe.skip;
if (!present) console.warn('real-models.test.ts is skipped: ../shared/data/models is not here');

const file = (name: string) => readFileSync(new URL(name, folder));

/** The model for images of any size, with values of inner nodes as further outputs. */
function opened({ graph, ...model }: OnnxModel, input: string, names: readonly string[]): OnnxModel {
  const outputs = names.map((name) => ({ name, dataType: 'float32' as const }));
  const inputs = graph.inputs.map((info) =>
    info.name === input ? { ...info, shape: [null, 3, null, null] } : info,
  );
  return { ...model, graph: { ...graph, inputs, outputs: [...graph.outputs, ...outputs] } };
}

/** Runs a file in both ways: the error of each of its values that is a node, relative to its largest, and the output. */
async function compare(
  model: OnnxModel,
  { graph, values, ...variables }: ImportedGraph,
  input: string,
  images: tf.Tensor4D,
): Promise<{ found: Record<string, number>; y: tf.Tensor }> {
  const names = model.graph.nodes
    .flatMap(({ outputs }) => outputs)
    .filter((name) => values[name] !== undefined);
  const inner = names.filter((name) => !graph.outputs.includes(name));
  const feeds = { [input]: tf.transpose(images, [...channelsFirst]) };
  const expected = await runFile(opened(model, input, inner), feeds);
  const nodes = [...new Set(names.map((name) => values[name]!.node))];
  const compiled = jit((x: tf.Tensor) => apply(graph, variables, x, { taps: nodes }).taps, { threads: 2 });
  const taps = mapRecord(await compiled(images), ({ shape, data }) =>
    tf.tensor(data as Float32Array, [...shape]),
  );
  await compiled.release();
  const error = (name: string) => {
    const { node, axes } = values[name]!;
    return errorOfScale(tf.transpose(taps[node]!, [...axes]), expected[name]!);
  };
  return { found: Object.fromEntries(names.map((name) => [name, error(name)])), y: taps[graph.outputs[0]!]! };
}

const noise = (shape: [number, number, number, number]) =>
  tf.randomNormal(shape, 0, 1, 'float32', 1) as tf.Tensor4D;

models('SqueezeNet 1.1', () => {
  it('gives every activation that ONNX Runtime gives', async () => {
    const model = readOnnx(file('squeezenet1.1.onnx'));
    const { found } = await compare(model, fromOnnx(model), 'data', tf.mul(noise([2, 70, 63, 3]), 60));
    expect(Object.keys(found)).toHaveLength(model.graph.nodes.length);
    expect(Math.max(...Object.values(found))).toBeLessThan(1e-5);
  });

  it('gives the golden activations on a real picture', () => {
    const { graph, parameters, statistics } = fromOnnx(readOnnx(file('squeezenet1.1.onnx')));
    const rgb = readPng(file('golden_input_chelsea_227.png'));
    const image = tf.sub(tf.reverse(rgb, 3), [104, 117, 123]);
    const golden = JSON.parse(String(file('squeezenet1.1.golden.json'))) as {
      features: { index: number; shape: number[]; first8: number[]; std: number }[];
    };
    // The first module that pools, after a ceiling, and the last convolutional one.
    const tapOf: Readonly<Record<number, string>> = {
      2: '/features/features.2/MaxPool_output_0',
      12: '/features/features.12/Concat_output_0',
    };
    const { taps } = apply(graph, { parameters, statistics }, image, { taps: Object.values(tapOf) });
    for (const { index, shape, first8, std } of golden.features) {
      const tap = tapOf[index] === undefined ? undefined : taps[tapOf[index]];
      if (tap === undefined) continue;
      const planes = tf.transpose(tap, [...channelsFirst]);
      expect(planes.shape).toEqual(shape);
      const first = tf.slice(tf.reshape(planes, [-1]), 0, 8).dataSync();
      first8.forEach((value, i) => {
        expect(Math.abs(first[i]! - value)).toBeLessThan(1e-3 * std);
      });
    }
  });
});

models('ResNet-20 for CIFAR-10', () => {
  const model = () => readOnnx(file('cifar10-resnet20.onnx'));

  it('gives every activation that ONNX Runtime gives', async () => {
    const { found } = await compare(model(), fromOnnx(model()), 'x', noise([3, 32, 32, 3]));
    expect(Math.max(...Object.values(found))).toBeLessThan(1e-5);
  });

  it('has the parameters of its paper, its batch norms folded', () => {
    // 269,722 (He et al. 2015, table 6: 0.27 million), where a bias replaces each of the 688 pairs of gamma and beta.
    expect(summary(fromOnnx(model()).graph).parameters).toBe(269_722 - 688);
  });

  it('survives being written again', async () => {
    const { graph, parameters, statistics } = fromOnnx(model());
    const images = noise([2, 32, 32, 3]);
    const expected = await runFile(model(), { x: tf.transpose(images, [...channelsFirst]) });
    const written = toOnnx(graph, { parameters, statistics });
    const actual = await runFile(written, { x: tf.transpose(images, [...channelsFirst]) });
    expect(largestError(actual.logits!, expected.logits!)).toBeLessThan(1e-5);
  });
});

models('AlexNet', () => {
  const model = () => readOnnx(file('onnx-light/light_bvlc_alexnet.onnx'));

  it('gives every activation that ONNX Runtime gives, and the expected output of its authors', async () => {
    const read = fromOnnx(model());
    const { rows, parameters } = summary(read.graph);
    expect(parameters).toBe(60_965_224);
    expect(rows.find(({ name }) => name === 'r14')?.shape).toEqual([1, 6, 6, 256]);
    expect(read.graph.nodes.r15?.layer).toEqual({ kind: 'flatten', order: 'nchw' });

    const { found, y } = await compare(model(), read, 'data_0', noise([1, 224, 224, 3]));
    expect(Math.max(...Object.values(found))).toBeLessThan(1e-4);
    // All weights of the file are 0.02, so that the classes are equally likely whatever the picture.
    const { shape, data } = readTensorProto(file('onnx-light/light_bvlc_alexnet_output_0.pb'));
    expect(largestError(y, tf.tensor(data as Float32Array, [...shape]))).toBeLessThan(1e-7);
  }, 300_000);
});
