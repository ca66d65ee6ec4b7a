/** `diopter net2net` on networks that others trained: wider and deeper files that ONNX Runtime gives the same of. */

import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSession } from '@diopter/core-tensor/engine';
import { openDataset } from '@diopter/training/data';
import { readImage, stackImages } from '@diopter/training/images';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diopter } from '../../testing/diopter.js';

const data = fileURLToPath(new URL('../../../../../../shared/data/', import.meta.url));
const present = existsSync(data);
const others = describe.runIf(present);
if (!present) console.warn('net2net.slow.test.ts is skipped: ../shared/data is not here');

const models = {
  'cifar10-resnet20': { input: 'x', side: 32, after: '/layer2/layer2.1/Relu_output_0' },
  'squeezenet1.1': { input: 'data', side: 227, after: '/features/features.6/Concat_output_0' },
} as const;
const names = Object.keys(models) as (keyof typeof models)[];
const file = (name: string) => join(data, 'models', `${name}.onnx`);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-net2net-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The logits of a file, `[batch, 3, height, width]` in. */
async function logits(
  path: string,
  input: string,
  shape: readonly number[],
  pixels: Float32Array,
): Promise<Float32Array> {
  const session = await createSession(await readFile(path), { providers: ['cpu'] });
  const outputs = await session.run({ [input]: { dataType: 'float32', shape, data: pixels } });
  await session.release();
  return outputs.logits!.data as Float32Array;
}

/** From `[pictures, height, width, 3]` to channels first, each value by what becomes of it. */
function planes(
  { shape, data }: { readonly shape: readonly number[]; readonly data: Float32Array },
  value: (pixel: number, channel: number) => number,
  channelOf: (channel: number) => number = (channel) => channel,
): Float32Array {
  const [count, height, width] = shape as [number, number, number];
  const size = height * width;
  return Float32Array.from({ length: count * size * 3 }, (_, i) => {
    const [picture, channel, place] = [Math.floor(i / (3 * size)), Math.floor(i / size) % 3, i % size];
    return value(data[(picture * size + place) * 3 + channelOf(channel)]!, channel);
  });
}

others.each(names)('%s, wider and then deeper from the command line', (name) => {
  const grown = () => join(folder, `${name}.onnx`);

  it('is proved and measured to be the same', async () => {
    const common = ['--batch', '1', '--no-double', '--json', '--quiet', '--out', grown()];
    const wider = await diopter([
      'net2net',
      'widen',
      file(name),
      '--factor',
      '1.5',
      '--split',
      'uneven',
      ...common,
    ]);
    expect(wider.code, wider.stderr).toBe(0);
    const deeper = await diopter(['net2net', 'deepen', grown(), '--after', models[name].after, ...common]);
    expect(deeper.code, deeper.stderr).toBe(0);
    const [first, second] = [JSON.parse(wider.stdout), JSON.parse(deeper.stdout)];
    expect([first.certificate.preserved, second.certificate.preserved]).toEqual([true, true]);
    expect(second.after.parameters).toBeGreaterThan(1.5 * first.before.parameters);
    const verified = await diopter([
      'net2net',
      'verify',
      file(name),
      grown(),
      '--no-double',
      '--json',
      '--quiet',
    ]);
    expect(JSON.parse(verified.stdout)).toMatchObject({ same: true, tolerance: 1e-4 });
    expect(verified.code).toBe(0);
  });
});

others('pictures', () => {
  it('have the classes that SqueezeNet is known to give them', async () => {
    const image = await readImage(join(data, 'models/golden_input_chelsea_227.png'), { channels: 3 });
    const means = [104, 117, 123];
    const pixels = planes(
      stackImages([image]),
      (pixel, channel) => 255 * pixel - means[channel]!,
      (channel) => 2 - channel,
    );
    const golden = JSON.parse(await readFile(join(data, 'models/squeezenet1.1.golden.json'), 'utf8')) as {
      top5: readonly (readonly [index: number, name: string, probability: number])[];
    };
    const found = await logits(join(folder, 'squeezenet1.1.onnx'), 'data', [1, 3, 227, 227], pixels);
    const largest = Math.max(...found);
    const powers = found.map((value) => Math.exp(value - largest));
    const sum = powers.reduce((total, power) => total + power, 0);
    for (const [index, , probability] of golden.top5) {
      expect(Math.abs(powers[index]! / sum - probability)).toBeLessThan(1e-4);
    }
  });

  it('have the logits in the grown ResNet-20 that they had, and mostly the right class', async () => {
    const cifar = await openDataset('cifar10', join(data, 'cifar-10'));
    const count = 100;
    const examples = await Promise.all(Array.from({ length: count }, (_, i) => cifar.get(i)));
    const mean = [0.485, 0.456, 0.406];
    const deviation = [0.229, 0.224, 0.225];
    const pixels = planes(
      stackImages(examples.map(({ image }) => image)),
      (pixel, channel) => (pixel - mean[channel]!) / deviation[channel]!,
    );
    const shape = [count, 3, 32, 32];
    const before = await logits(file('cifar10-resnet20'), 'x', shape, pixels);
    const after = await logits(join(folder, 'cifar10-resnet20.onnx'), 'x', shape, pixels);
    const largest = Math.max(...before.map(Math.abs));
    expect(Math.max(...before.map((value, i) => Math.abs(value - after[i]!)))).toBeLessThan(1e-4 * largest);
    const classes = examples.map((_, i) => {
      const own = [...after.subarray(10 * i, 10 * i + 10)];
      return own.indexOf(Math.max(...own));
    });
    expect(classes.filter((found, i) => found === examples[i]!.label).length).toBeGreaterThan(0.85 * count);
  });
});
