/** Files of weights become ONNX files that compute the same. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSession } from '@diopter/core-tensor/engine';
import { fromOnnx, type Graph, variableSpecs } from '@diopter/core-tensor/graph';
import { readOnnx } from '@diopter/core-tensor/onnx';
import { normalValues, randomKey } from '@diopter/core-tensor/random';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inversionGenerator } from '../inversion/index.js';
import { generatorModules, type ImportWeightsOptions, importWeights } from './index.node.js';

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/caffe/${name}`, import.meta.url));
const caffenet = { file: fixture('caffenet.caffemodel'), prototxt: fixture('caffenet.prototxt') };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-weights-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('importWeights', () => {
  it('writes a Caffe network as an ONNX file that computes the same', async () => {
    const { onnx, layers, blobs, inputShape, preprocessing } = await importWeights(caffenet);
    expect(layers.slice(0, 4)).toEqual(['conv1', 'relu1', 'pool1', 'norm1']);
    expect(blobs?.fc7).toBe('drop7');
    expect(inputShape).toEqual([null, 95, 103, 3]);
    expect(preprocessing?.channels).toBe('bgr');
    const facts = JSON.parse(await readFile(fixture('caffenet.json'), 'utf8'));
    const shape = [2, 3, 95, 103];
    const session = await createSession(onnx);
    const { prob } = await session.run({ data: { dataType: 'float32', shape, data: waveNchw(shape, 100) } });
    await session.release();
    const expected: readonly number[] = facts.blobs.prob.data;
    const errors = expected.map((value, i) => Math.abs(value - Number(prob!.data[i])));
    expect(Math.max(...errors)).toBeLessThan(1e-6);
  });

  it('puts weights into one of our networks, by the names of a port and by the authors’', async () => {
    const network = inversionGenerator('norm1');
    const files = await Promise.all(
      [generatorModules(network), {}].map(async (names, i) => {
        const file = join(folder, `norm1-${i}.safetensors`);
        await writeFile(file, safetensors(torchTensors(network, names)));
        return importWeights({ file, architecture: 'inversion-norm1' });
      }),
    );
    const [renamed, original] = files.map(({ onnx }) => onnx);
    expect(Buffer.compare(renamed!, original!)).toBe(0);
    expect(files[0]!.inputShape).toEqual([null, 27, 27, 96]);
    expect(files[0]!.preprocessing).toBeUndefined();
    expect(files[0]!.blobs).toMatchObject({ Rconv8: 'Rrelu8', conv4_1: 'relu_conv4_1', deconv1: 'deconv1' });
    const { graph } = fromOnnx(readOnnx(renamed!));
    expect(Object.keys(graph.nodes)).toContain('Rrelu8');
  });

  it.each<[string, ImportWeightsOptions, string, string]>([
    [
      'no such file',
      { file: 'absent.caffemodel', architecture: 'caffenet' },
      'file-not-found',
      'absent.caffemodel',
    ],
    ['no description', { file: caffenet.file }, 'invalid-option', 'pass --prototxt'],
    [
      'no such architecture',
      { file: 'a.safetensors', architecture: 'vgg' },
      'invalid-option',
      'no architecture vgg',
    ],
    [
      'another architecture',
      { file: caffenet.file, architecture: 'caffenet' },
      'checkpoint-mismatch',
      '[96, 3, 11, 11]',
    ],
    [
      'another prototxt',
      { ...caffenet, prototxt: fixture('generator.prototxt') },
      'checkpoint-mismatch',
      caffenet.file,
    ],
    [
      'a prototxt that is none',
      { ...caffenet, prototxt: caffenet.file },
      'invalid-data',
      `${caffenet.file}, line `,
    ],
    ['a pickle', { file: 'model.PTH' }, 'invalid-option', 'save_file'],
    ['an ONNX file', { file: 'model.onnx' }, 'invalid-option', 'already'],
    ['anything else', { file: 'model' }, 'invalid-option', '.caffemodel and .safetensors'],
  ])('says what is wrong with %s', async (_name, options, code, text) => {
    const importing = importWeights(options);
    await expect(importing).rejects.toThrow(expect.objectContaining({ code }));
    await expect(importing).rejects.toThrow(text);
  });
});

/** The fixtures' inputs, which are counted through in NHWC. */
function waveNchw(
  [batch = 0, channels = 0, height = 0, width = 0]: readonly number[],
  scale: number,
): Float32Array {
  const data = new Float32Array(batch * channels * height * width);
  let to = 0;
  for (let n = 0; n < batch; n++) {
    for (let c = 0; c < channels; c++) {
      for (let place = 0; place < height * width; place++) {
        const i = (n * height * width + place) * channels + c;
        data[to++] = scale * Math.sin(0.7 * i + 0.001 * i ** 1.5);
      }
    }
  }
  return data;
}

/** The bytes of a safetensors file as PyTorch's users write it: names are as they are. */
function safetensors(tensors: readonly (readonly [string, HostTensor])[]): Uint8Array {
  let end = 0;
  const entries = tensors.map(([name, { shape, data }]) => {
    end += data.byteLength;
    return [name, { dtype: 'F32', shape, data_offsets: [end - data.byteLength, end] }];
  });
  const header = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  const parts = tensors.map(([, { data }]) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return Buffer.concat([length, header, ...parts]);
}

/** Random tensors as PyTorch would have them: of convolutions only, whose axes are turned over. */
function torchTensors(graph: Graph, names: Readonly<Record<string, string>>) {
  return Object.entries(variableSpecs(graph).parameters).flatMap(([node, variables]) =>
    Object.entries(variables).map(([variable, { shape }]) => {
      const part = variable === 'filter' ? 'weight' : variable;
      const [height, width, second, first] = shape as [number, number, number, number];
      const stored = variable === 'filter' ? [first, second, height, width] : shape;
      return [`${names[node] ?? node}.${part}`, normalValues(randomKey(1), stored)] as const;
    }),
  );
}
