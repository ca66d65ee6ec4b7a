/** Networks in files are opened with what is known of them, and what cannot be opened is named. */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  add,
  apply,
  constant,
  conv2d,
  dense,
  flatten,
  type Graph,
  globalAveragePool,
  graph,
  init,
  type Layout,
  node,
  relu,
  sequential,
  softmax,
  toOnnx,
} from '@diopter/core-tensor/graph';
import { type OnnxModel, writeOnnx } from '@diopter/core-tensor/onnx';
import { randomKey } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neededPart } from './needed-part.js';
import { openModel } from './open-model.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-open-model-'));
});
afterAll(() => rm(folder, { recursive: true }));

const network = sequential([null, 6, 6, 3], {
  conv: conv2d({ filters: 4, kernelSize: 3 }),
  relu: relu(),
  pool: globalAveragePool(),
  logits: dense({ units: 5 }),
  chances: softmax(),
});
const fixed = sequential([null, 6, 6, 3], { flat: flatten(), output: dense({ units: 2 }) });
const joined = graph({
  inputs: { left: [null, 4], right: [null, 4] },
  nodes: { sum: node(add(), 'left', 'right') },
  outputs: ['sum'],
});
const modelOf = (graph: Graph, layout: Layout = 'nhwc') =>
  toOnnx(graph, init(graph, randomKey(1)), { layout });

async function written(path: string, model: OnnxModel, beside?: object): Promise<string> {
  const file = join(folder, path);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, writeOnnx(model));
  if (beside) await writeFile(file.replace('.onnx', '.json'), JSON.stringify(beside));
  return file;
}

describe('openModel', () => {
  it.each(['nhwc', 'nchw'] as const)(
    'reads a file of layout %s, for images of another size too',
    async (layout) => {
      const file = await written(`${layout}.onnx`, modelOf(network, layout));
      expect((await openModel(file)).shape).toEqual([null, null, null, 3]);
      const { graph, variables, shape } = await openModel(file, { size: 9 });
      expect(shape).toEqual([null, 9, 9, 3]);
      const images = tf.ones([2, 9, 9, 3]);
      const own = apply(neededPart(network), init(network, randomKey(1)), images, { taps: ['logits'] });
      expect(tf.max(tf.abs(tf.sub(apply(graph, variables, images).y, own.y))).dataSync()[0]).toBeLessThan(
        1e-5,
      );
    },
  );

  it('takes the preprocessing of the file beside it, unless it is told another', async () => {
    const preprocessing = { channels: 'bgr', scale: 255, mean: [1, 2, 3] } as const;
    const file = await written('described.onnx', modelOf(network), { preprocessing, classes: 5 });
    expect((await openModel(file)).preprocessing).toEqual(preprocessing);
    expect((await openModel(file, { preprocessing: { mean: 0.5 } })).preprocessing).toEqual({ mean: 0.5 });
  });

  it('finds the network of a run: network.onnx first, an encoder with its own preprocessing else', async () => {
    const run = join(folder, 'run');
    await written('run/encoder.onnx', modelOf(network));
    await writeFile(join(run, 'codec.json'), JSON.stringify({ encoder: { preprocessing: { scale: 2 } } }));
    expect(await openModel(run)).toMatchObject({ name: run, preprocessing: { scale: 2 } });
    await written('run/network.onnx', modelOf(fixed), { classes: ['a', 'b'] });
    expect(await openModel(run)).toMatchObject({ graph: { outputs: ['output'] }, preprocessing: {} });
  });

  const integers = ({ graph, ...model }: OnnxModel): OnnxModel => ({
    ...model,
    graph: { ...graph, inputs: graph.inputs.map((input) => ({ ...input, dataType: 'int64' })) },
  });
  const strange = ({ graph, ...model }: OnnxModel): OnnxModel => ({
    ...model,
    graph: { ...graph, nodes: graph.nodes.map((each, i) => (i === 0 ? { ...each, op: 'Einsum' } : each)) },
  });
  it.each([
    ['integers', integers(modelOf(network)), 'unsupported-operator', /int64/],
    ['an operator', strange(modelOf(network)), 'unsupported-operator', /Einsum/],
    ['two inputs', modelOf(joined), 'invalid-graph', /left, right/],
  ])('refuses %s, naming the file', async (name, model, code, message) => {
    const file = await written(`${name}.onnx`, model);
    await expect(openModel(file)).rejects.toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
    await expect(openModel(file)).rejects.toThrow(file);
  });

  it('refuses what is no network, and an empty folder', async () => {
    const text = join(folder, 'text.onnx');
    await writeFile(text, 'no network');
    await mkdir(join(folder, 'empty'));
    await expect(openModel(text)).rejects.toThrow(expect.objectContaining({ code: 'invalid-onnx' }));
    await expect(openModel(join(folder, 'gone'))).rejects.toThrow(/cannot be read/);
    await expect(openModel(join(folder, 'empty'))).rejects.toThrow(/none of network\.onnx/);
  });
});

describe('neededPart', () => {
  it('ends before a softmax, or at the layer that is named, with nothing behind it', () => {
    expect(neededPart(network).outputs).toEqual(['logits']);
    const part = neededPart(network, 'relu');
    expect([part.outputs, Object.keys(part.nodes)]).toEqual([['relu'], ['conv', 'relu']]);
    expect(neededPart(network, 'chances').outputs).toEqual(['chances']);
  });

  it('refuses layers that there are not, and outputs without inputs', () => {
    expect(() => neededPart(network, 'conv9')).toThrow(/no layer conv9.*logits/);
    const still: Graph = {
      inputs: { x: [null, 2] },
      nodes: { c: node(constant({ shape: [2] })) },
      outputs: ['c'],
    };
    expect(() => neededPart(still)).toThrow(expect.objectContaining({ code: 'invalid-graph' }));
  });
});
