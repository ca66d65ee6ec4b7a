/** Networks that went through files: what comes back, what files keep, and what is refused. */

import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodeCheckpoint, loadCheckpoint, saveCheckpoint } from '@diopter/core-tensor/checkpoint';
import { clip, sequential, toOnnx } from '@diopter/core-tensor/graph';
import { readOnnxFile, writeOnnx } from '@diopter/core-tensor/onnx';
import { randomKey } from '@diopter/core-tensor/random';
import { compiledOutputs, drawnInputs, largest, largestDifference } from '@diopter/net2net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodedModel, openModel, readModel, type StoredModel, writeModel } from './index.js';
import { onnxFormat } from './onnx-format.js';
import { drawnModel, drawnTraining, smallNetwork, temporaryFolder } from './testing/networks.js';

const model = drawnModel(smallNetwork, randomKey(1));
const inputs = drawnInputs(smallNetwork, randomKey(2), { batch: 3 });
const training = drawnTraining(smallNetwork, randomKey(3));

let folder: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ path: folder, remove } = await temporaryFolder('model-files'));
});
afterAll(() => remove());
const at = (name: string) => join(folder, name);

describe.each(['onnx', 'safetensors'])('a network in a .%s file', (ending) => {
  it.each(['nchw', 'nhwc'] as const)('computes what it computed, in its layout %s', async (layout) => {
    const path = at(`${layout}.${ending}`);
    await writeModel(path, { model, layout, metadata: { author: 'somebody' } });
    const opened = await openModel(path);
    const [expected, read, run] = [
      await compiledOutputs(model, inputs),
      await compiledOutputs(opened.stored.model, inputs),
      await opened.compute(inputs),
    ];
    for (const output of smallNetwork.outputs) {
      const scale = largest(expected[output]!);
      expect(scale).toBeGreaterThan(1);
      expect(largestDifference(read[output]!, expected[output]!)).toBeLessThan(1e-5 * scale);
      expect(largestDifference(run[output]!, expected[output]!)).toBeLessThan(1e-5 * scale);
    }
    expect(opened.stored).toMatchObject({ layout, metadata: { author: 'somebody' } });
  });

  it('is the same file when it is written again', async () => {
    await writeModel(at(`once.${ending}`), { model });
    const once = await openModel(at(`once.${ending}`));
    const twice = encodedModel(once.file, once.stored);
    await writeFile(at(`twice.${ending}`), twice.bytes);
    const again = await openModel(at(`twice.${ending}`));
    expect(again.stored).toEqual(once.stored);
    expect(again.bytes).toEqual(once.bytes);
  });
});

describe('an ONNX file', () => {
  it.each(['nchw', 'nhwc'] as const)(
    'keeps names, the open batch and the stated sizes of inputs and outputs in %s',
    async (layout) => {
      await writeFile(
        at('before.onnx'),
        writeOnnx(toOnnx(smallNetwork, model, { layout, inputShape: smallNetwork.inputs })),
      );
      await writeModel(at('after.onnx'), await readModel(at('before.onnx')));
      const [before, after] = [await readOnnxFile(at('before.onnx')), await readOnnxFile(at('after.onnx'))];
      expect(after.graph.inputs).toEqual(before.graph.inputs);
      expect(after.graph.outputs).toEqual(before.graph.outputs);
      expect(before.graph.inputs[0]!.shape).toEqual(
        layout === 'nchw' ? ['batch', 3, 6, 6] : ['batch', 6, 6, 3],
      );
    },
  );

  it('with constants in another file is put together, since sessions do not look beside it', async () => {
    const fixtures = fileURLToPath(new URL('../../../core-tensor/src/onnx/fixtures/', import.meta.url));
    for (const name of ['external.onnx', 'external.bin']) await copyFile(join(fixtures, name), at(name));
    const model = await readOnnxFile(at('external.onnx'));
    await writeFile(at('whole.onnx'), await onnxFormat.bytes(at('external.onnx')));
    expect((await readOnnxFile(at('whole.onnx'))).graph.initializers).toEqual(model.graph.initializers);
  });
});

describe('a checkpoint', () => {
  it('keeps the state of its training bit by bit', async () => {
    await writeModel(at('state.safetensors'), { model, training, metadata: { run: 'first' } });
    const read = await readModel(at('state.safetensors'));
    expect(read).toEqual({ model, training, metadata: { run: 'first' } });
  });

  it('is the tree that other programs read', async () => {
    await writeModel(at('tree.safetensors'), { model, training });
    const { tensors } = await loadCheckpoint(at('tree.safetensors'));
    expect(tensors.get('optimizer.squareSum.second.bias')).toEqual(
      training.optimizer.squareSum!.second!.bias,
    );
    expect(tensors.get('step')).toBe(1200);
  });

  it('remembers the layout of the ONNX file that it came from', async () => {
    await writeModel(at('from.onnx'), { model, layout: 'nhwc' });
    await writeModel(at('between.safetensors'), await readModel(at('from.onnx')));
    await writeModel(at('to.onnx'), await readModel(at('between.safetensors')));
    const [from, to] = [await openModel(at('from.onnx')), await openModel(at('to.onnx'))];
    expect(to.stored.layout).toBe('nhwc');
    expect(new Uint8Array(to.bytes)).toEqual(encodedModel('direct.onnx', from.stored).bytes);
  });
});

describe('what is refused', () => {
  const graphOf = (change: (graph: Record<string, unknown>) => unknown) =>
    JSON.stringify(change(JSON.parse(JSON.stringify(smallNetwork)) as Record<string, unknown>));
  const trees = { parameters: model.parameters, statistics: model.statistics };
  const others: Readonly<Record<string, readonly [tree: object, graph: string, message: RegExp]>> = {
    'a graph that is no JSON': [trees, '{', /graph in its metadata/],
    'a graph that is no graph': [trees, '[1, 2]', /has not the form of a graph/],
    'a graph with a node that is none': [
      trees,
      graphOf((graph) => ({ ...graph, nodes: { logits: { layer: 'dense' } } })),
      /has not the form of a graph/,
    ],
    'a graph with a layer that nobody knows': [
      trees,
      graphOf((graph) => ({
        ...graph,
        nodes: { logits: { layer: { kind: 'attention' }, inputs: ['image'] } },
        outputs: ['logits'],
      })),
      /node logits.*no kind of layer called "attention"/,
    ],
    'a graph without one of its nodes': [
      trees,
      graphOf((graph) => ({ ...graph, outputs: ['logits', 'other'] })),
      /"other" is neither a node nor an input/,
    ],
    'weights of another graph': [
      trees,
      graphOf((graph) => ({ ...graph, inputs: { image: [null, 6, 6, 4] } })),
      /should be float32 \[3, 3, 4, 4\], it is float32 \[3, 3, 3, 4\]/,
    ],
    'a slot that lacks a tensor': [
      { ...trees, optimizer: { velocity: { second: model.parameters.second! } } },
      graphOf((graph) => graph),
      /optimizer\.velocity\..* should be float32 .* it is absent/,
    ],
    'tensors of which nobody knows how they grow': [
      { ...trees, other: { values: model.parameters.second!.bias! } },
      graphOf((graph) => graph),
      /'other\.values' has no place in the tree/,
    ],
  };

  it.each(Object.keys(others))('%s, naming the file', async (name) => {
    const [tree, graph, message] = others[name]!;
    await writeFile(at('other.safetensors'), encodeCheckpoint(tree, { graph }));
    const error = await readModel(at('other.safetensors')).then(
      () => undefined,
      (error: Error) => error.message,
    );
    expect(error).toMatch(message);
    expect(error).toContain('other.safetensors');
  });

  it('the checkpoint of a run, naming the network that the run wrote', async () => {
    await mkdir(at('run/checkpoints'), { recursive: true });
    await saveCheckpoint(at('run/checkpoints/last.safetensors'), trees);
    await writeModel(at('run/network.onnx'), { model });
    await expect(readModel(at('run/checkpoints/last.safetensors'))).rejects.toThrow(
      expect.objectContaining({
        code: 'invalid-checkpoint',
        help: expect.stringContaining(at('run/network.onnx')),
      }),
    );
    expect(Object.keys((await readModel(at('run'))).model.graph.inputs)).toEqual(['image']);
  });

  it('a folder without a network.onnx, naming what is there', async () => {
    await mkdir(at('codec'));
    await writeModel(at('codec/encoder.onnx'), { model });
    await expect(readModel(at('codec'))).rejects.toThrow(
      expect.objectContaining({ code: 'file-not-found', help: expect.stringContaining('encoder.onnx') }),
    );
  });

  it.each([
    ['none.onnx', undefined, 'file-not-found'],
    ['none.safetensors', undefined, 'file-not-found'],
    ['text.onnx', 'no model', 'invalid-onnx'],
    ['text.safetensors', 'no model', 'invalid-checkpoint'],
    ['weights.pt', 'anything', 'invalid-option'],
  ] as const)('%s, as %s', async (name, content, code) => {
    if (content !== undefined) await writeFile(at(name), content);
    await expect(readModel(at(name))).rejects.toThrow(
      expect.objectContaining({ code, where: expect.stringContaining(name) }),
    );
  });

  it('a graph that JSON cannot hold, before anything is written', async () => {
    const graph = sequential([null, 2], { y: clip({ maximum: Number.POSITIVE_INFINITY }) });
    const stored: StoredModel = { model: { graph, parameters: {}, statistics: {} } };
    await expect(writeModel(at('infinite.safetensors'), stored)).rejects.toThrow(/maximum is Infinity/);
    expect(await readdir(folder)).not.toContain('infinite.safetensors');
  });
});
