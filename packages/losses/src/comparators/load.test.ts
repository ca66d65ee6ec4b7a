/** Comparators that others trained, from their files: two ways to the same features, and gradients that are right. */

import { existsSync } from 'node:fs';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jit, record } from '@diopter/core-tensor/jit';
import { randomKey, uniformValues } from '@diopter/core-tensor/random';
import { evaluate, toReference } from '@diopter/core-tensor/reference';
import type { HostTensor } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ComparatorDescription } from '../comparator/index.js';
import { featureLoss } from '../feature/index.js';
import { type LoadedComparator, loadComparator } from './index.js';

const models = fileURLToPath(new URL('../../../../../shared/data/models/', import.meta.url));
const present = existsSync(models);
if (!present) console.warn('load.test.ts is skipped: ../shared/data/models is not here');

const caffe = { channels: 'bgr', scale: 255, mean: [104, 117, 123] } as const;
const fire = (i: number) => `/features/features.${i}/Concat_output_0`;
const files: Readonly<Record<string, { file: string; description: ComparatorDescription; side: number }>> = {
  squeezenet: {
    file: 'squeezenet1.1.onnx',
    description: {
      preprocessing: caffe,
      layers: { fire3: fire(4), fire5: fire(7), pool5: '/features/features.8/MaxPool_output_0' },
      taps: ['fire3', 'pool5'],
    },
    side: 64,
  },
  alexnet: {
    file: 'onnx-light/light_bvlc_alexnet.onnx',
    description: {
      preprocessing: caffe,
      layers: { norm1: 'r2', conv5: 'r13', pool5: 'r14', fc6: 'r17' },
      taps: ['norm1', 'pool5'],
    },
    side: 112,
  },
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-load-'));
  for (const [name, { file, description }] of present ? Object.entries(files) : []) {
    await symlink(join(models, file), join(folder, `${name}.onnx`));
    await writeFile(join(folder, `${name}.json`), JSON.stringify(description));
  }
});
afterAll(() => rm(folder, { recursive: true }));

const load = (name: string, taps?: readonly string[]) =>
  loadComparator(join(folder, `${name}.onnx`), taps === undefined ? {} : { taps });
const images = (count: number, side: number) =>
  uniformValues(randomKey(side), [count, side, side, 3]) as HostTensor<'float32'>;

/** The largest difference between the ways to each tap, relative to the tap's largest feature. */
async function disagreements(comparator: LoadedComparator, pictures: HostTensor<'float32'>) {
  const compiled = jit((x: tf.Tensor) => comparator.features(x));
  const session = await comparator.session();
  expect(session.reason).toContain(`running on ${session.provider}`);
  const [graph, plain] = [await compiled(pictures), await session.features(pictures)];
  await Promise.all([compiled.release(), session.release()]);
  return comparator.taps.map((tap) => {
    const [ours, theirs] = [graph[tap]!, plain[tap]!];
    expect(ours.shape).toEqual(theirs.shape);
    const largest = (values: Float32Array) => values.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    return largest(theirs.data.map((x, i) => x - ours.data[i]!)) / largest(theirs.data);
  });
}

describe.skipIf(!present).each(Object.entries(files))('%s, from its file', (name, { description, side }) => {
  it('gives the same features both ways, for several images of another size than its own', async () => {
    const comparator = await load(name);
    expect(comparator.taps).toEqual(description.taps);
    const found = await disagreements(comparator, images(2, side));
    expect(Math.max(...found)).toBeLessThan(1e-4);
  });

  it('keeps only the weights that its taps need', async () => {
    const [first] = Object.keys(description.layers!);
    const weights = ({ network }: LoadedComparator) => Object.keys(network.parameters).length;
    expect(weights(await load(name, [first!]))).toBeLessThan(weights(await load(name)));
  });

  it('names the layers that there are, with their shapes, where one is not', async () => {
    await expect(load(name, ['conv9'])).rejects.toThrow(/no layer conv9 .*pool5 \(\d+x\d+x256\)/);
  });
});

it.skipIf(!present)('compiled gradients to the images are those of double precision', async () => {
  const comparator = await load('squeezenet', ['fire3']);
  const [x, wanted] = [images(1, 16), tf.zeros([1, 16, 16, 3])];
  const loss = (x: tf.Tensor) => featureLoss(comparator.features(x), comparator.features(wanted));
  const compiled = jit(tf.grad(loss));
  const { data } = await compiled(x);
  await compiled.release();
  const [exact] = evaluate(record(tf.grad(loss), [x]), [toReference(x)]);
  const difference = exact!.data.map((value, i) => value - data[i]!);
  expect(Math.hypot(...difference) / Math.hypot(...exact!.data)).toBeLessThan(1e-5);
});
