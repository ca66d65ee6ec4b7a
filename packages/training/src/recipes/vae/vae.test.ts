/** The recipe of the variational autoencoder: its step, what it leaves, and that it resumes exactly. */

import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foldIn, normalValues, randomKey, uniformValues } from '@diopter/core-tensor/random';
import { trainVae } from '@diopter/training/recipes';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCodec } from '../../codec/index.js';
import { sample } from '../../experiments/index.js';
import { readImageHeader } from '../../images/index.js';
import { readMetrics } from '../../reports/index.js';
import { defaultsOf } from '../frame/index.js';
import { smallComparatorFile } from '../testing/comparator-file.js';
import { photographs } from '../testing/photographs.js';
import { expectSameStep } from '../testing/same-step.js';
import { type VaeOptions, vaeDescription } from './description.js';
import { vaeFiles } from './files.js';
import { vaeLearner } from './learner.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-vae-'));
});
afterEach(() => rm(folder, { recursive: true }));

const key = randomKey(1);
const size = 16;
const images = tf.tensor(uniformValues(key, [2, size, size, 3]).data, [2, size, size, 3]);

const learnerOf = (
  loss: 'l2' | 'deepsim',
  { code = 'vector', divergenceWeight = 0.01 }: Partial<VaeOptions> = {},
) =>
  vaeLearner({
    options: {
      ...defaultsOf(vaeDescription.options),
      ...{ loss, adversarialWeight: 0, code, codeLength: 8, divergenceWeight },
    },
    picture: { size, channels: 3 },
    ...(loss === 'deepsim' && { comparator: { file: smallComparatorFile(), layers: { features: 2 } } }),
  });

describe('a step', () => {
  it.each([
    ['l2', 'map'],
    ['deepsim', 'vector'],
  ] as const)('does the same compiled as eagerly, with drawn codes: %s, %s', (loss, code) =>
    expectSameStep(learnerOf(loss, { code }), { images }, key),
  );

  it('draws other codes with another key, and none without one', () => {
    const learner = learnerOf('l2');
    const start = learner.start(key);
    const loss = (n: number) =>
      learner.programs.step!(start, { images }, foldIn(key, n), tf.scalar(1)).metrics.loss!.dataSync()[0];
    expect(loss(1)).not.toBe(loss(2));
    const judge = () => learner.evaluate(start.generator.parameters, { images }).metrics.loss!.dataSync()[0];
    expect(judge()).toBe(judge());
  });

  it('counts the divergence by its weight', () => {
    const lossOf = (divergenceWeight: number) => {
      const learner = learnerOf('l2', { divergenceWeight });
      const { metrics } = learner.evaluate(learner.start(key).generator.parameters, { images });
      return Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, value.dataSync()[0]!]));
    };
    const [little, much] = [lossOf(0.01), lossOf(0.03)];
    expect(little.divergence).toBeGreaterThan(0);
    expect(much.loss! - little.loss!).toBeCloseTo(0.02 * little.divergence!, 5);
  });
});

describe('trainVae', () => {
  const options = {
    loss: 'l2',
    batch: 2,
    code: 'vector',
    codeLength: 8,
    validateEvery: 2,
    checkpointEvery: 2,
  } as const;

  it('leaves networks that open as a codec with a prior, and pictures', async () => {
    const data = await photographs(folder);
    const out = join(folder, 'run');
    const { best } = await trainVae({ data, out, ...options, steps: 4 });
    expect(best!.headline).toMatch(/PSNR .* dB on held-out crops, \d+ nats/);
    for (const { path } of Object.values(vaeFiles))
      await expect(stat(join(out, path))).resolves.toBeDefined();
    // Six by six samples of 64 pixels at twice their size, with margins.
    expect(await readImageHeader(join(out, vaeFiles.priorSamples.path))).toMatchObject({
      width: 6 * 130 + 2,
    });

    const codec = await openCodec(out);
    expect(codec.description).toMatchObject({ size: { fixed: 64 }, prior: 'standard-normal' });
    expect(codec.codeShape).toEqual([8]);
    const pictures = {
      shape: [2, 64, 64, 3],
      dtype: 'float32',
      data: uniformValues(key, [2 * 64 * 64 * 3]).data,
    } as const;
    const code = await codec.encode(pictures);
    expect(code.shape).toEqual([2, 8]);
    const drawn = { shape: [3, 8], dtype: 'float32', data: normalValues(key, [3, 8]).data } as const;
    expect((await codec.decode(drawn)).shape).toEqual([3, 64, 64, 3]);
    await codec.release();
  });

  it('with a map as the code leaves networks that can be sampled', async () => {
    const data = await photographs(folder);
    const out = join(folder, 'run');
    await trainVae({ data, out, ...options, code: 'map', steps: 2 });
    const { images } = await sample({ run: out, count: 2 });
    expect(images.map(({ width, height }) => [width, height])).toEqual([
      [64, 64],
      [64, 64],
    ]);
  });

  it('goes on where it stopped as if it never had', async () => {
    const data = await photographs(folder);
    const [whole, parted] = [join(folder, 'whole'), join(folder, 'parted')];
    await trainVae({ data, out: whole, ...options, steps: 4 });
    const stop = new AbortController();
    const stopped = await trainVae({
      ...{ data, out: parted, ...options, steps: 4 },
      signal: stop.signal,
      onEvent: (event) => {
        if (event.kind === 'validated') stop.abort();
      },
    });
    expect(stopped).toMatchObject({ interrupted: true });
    await trainVae({ data, out: parted, existing: 'resume', ...options, steps: 4 });
    const decoder = (out: string) => readFile(join(out, 'decoder.onnx'));
    expect((await decoder(parted)).equals(await decoder(whole))).toBe(true);
    const rows = (out: string) => readMetrics(join(out, 'metrics.jsonl'));
    expect((await rows(parted)).map(({ loss }) => loss)).toEqual((await rows(whole)).map(({ loss }) => loss));
  });
});
