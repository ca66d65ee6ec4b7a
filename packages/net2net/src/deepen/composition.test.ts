/** Deeper networks can be widened, wider ones deepened, and both written to ONNX. */

import { existsSync, readFileSync } from 'node:fs';
import { createSession } from '@diopter/core-tensor/engine';
import { crelu, fromOnnx, prelu, relu, toOnnx } from '@diopter/core-tensor/graph';
import { readOnnx, writeOnnx } from '@diopter/core-tensor/onnx';
import { randomKey } from '@diopter/core-tensor/random';
import { describe, expect, it } from 'vitest';
import { randomPad } from '../baselines/index.js';
import { compiledOutputs, measuredDifferences, tolerances } from '../certificate/index.js';
import type { Model } from '../model/index.js';
import { widen } from '../widen/index.js';
import { deepen, planDeepening } from './index.js';
import { convolutional, drawnImages, drawnModel, networks, relativeDifference } from './testing/networks.js';

const key = randomKey(4);
const layers = { factor: 1.5 } as const;

describe.each([
  ['relu', relu()],
  ['crelu', crelu()],
  ['prelu', prelu()],
] as const)('of a network with %s', (_, active) => {
  const before = drawnModel(convolutional(active));
  const images = drawnImages(before.graph, 2);

  it.each(['identity', 'residual'] as const)('a deeper one can be widened: %s', async (kind) => {
    const deeper = await deepen(before, { after: 'active1', kind, key, double: false });
    const wider = await widen(deeper.model, { layers, split: 'uneven', key });
    expect(wider.certificate.preserved).toBe(true);
    const [found] = await measuredDifferences({ before, after: wider.model }, images);
    expect(found!.float32).toBeLessThan(tolerances.float32 * found!.largest);
  });

  it.each(['identity', 'residual'] as const)('a wider one can be made deeper: %s', async (kind) => {
    const wider = await widen(before, { layers, split: 'uneven', key, double: false });
    const deeper = await deepen(wider.model, { after: ['active1', 'active2'], kind, key });
    expect(deeper.certificate.preserved).toBe(true);
    const [found] = await measuredDifferences({ before, after: deeper.model }, images);
    expect(found!.float32).toBeLessThan(tolerances.float32 * found!.largest);
  });

  it('a new layer alone can be widened', async () => {
    const deeper = await deepen(before, { after: 'active1', kind: 'residual', key, double: false });
    const to = [{ layer: 'active1_deeper1', to: 11 }];
    expect((await widen(deeper.model, { layers: to, key })).certificate.preserved).toBe(true);
    expect((await randomPad(deeper.model, { layers: to, key })).model.graph.nodes.active1_deeper1).toEqual(
      expect.objectContaining({ layer: expect.objectContaining({ filters: 11 }) }),
    );
  });
});

/** The outputs of the ONNX file of a model, on images of its one input. */
async function fileOutputs({ graph, ...variables }: Model, inputs: ReturnType<typeof drawnImages>) {
  const bytes = writeOnnx(toOnnx(graph, variables, { layout: 'nhwc' }));
  const session = await createSession(bytes, { providers: ['cpu'], threads: 1 });
  const feeds = Object.entries(inputs).map(([name, { shape, data }]) => [
    name,
    { dataType: 'float32' as const, shape, data },
  ]);
  const outputs = await session.run(Object.fromEntries(feeds));
  await session.release();
  return outputs;
}

describe('written to ONNX', () => {
  it.each(Object.keys(networks))('a deeper network with %s gives what it gave before', async (name) => {
    const before = drawnModel(networks[name]!);
    const images = drawnImages(before.graph, 2);
    const after = planDeepening(before.graph)
      .filter(({ ways }) => ways.identity !== undefined)
      .map((place) => place.name);
    const normalised = { normalisation: true, calibrate: drawnImages(before.graph, 8, randomKey(6)) };
    const { model } = await deepen(before, { after, ...normalised, key, double: false });
    const [expected, actual] = [await compiledOutputs(before, images), await fileOutputs(model, images)];
    for (const output of before.graph.outputs) {
      const largest = Math.max(...Array.from(expected[output]!, Math.abs));
      const errors = Array.from(expected[output]!, (value, i) =>
        Math.abs(value - (actual[output]!.data[i] as number)),
      );
      expect(Math.max(...errors) / largest).toBeLessThan(tolerances.float32);
    }
  });

  it('and read again, it is the same network', async () => {
    const { model } = await deepen(drawnModel(convolutional(relu())), {
      after: 'active1',
      key,
      double: false,
    });
    const { graph, ...variables } = model;
    const file = fromOnnx(readOnnx(writeOnnx(toOnnx(graph, variables, { layout: 'nhwc' }))));
    const again = { graph: file.graph, parameters: file.parameters, statistics: file.statistics };
    const [found] = await measuredDifferences({ before: model, after: again }, drawnImages(graph, 2));
    expect(found!.float32).toBeLessThan(tolerances.float32 * found!.largest);
  });
});

const folder = new URL('../../../../../shared/data/models/', import.meta.url);
const present = existsSync(folder);
if (!present) console.warn('the networks of other people are skipped: ../shared/data/models is not here');

describe.runIf(present)("other people's networks", () => {
  const read = (name: string) => fromOnnx(readOnnx(readFileSync(new URL(name, folder))));

  it.each([
    ['cifar10-resnet20.onnx', [2, 32, 32, 3]],
    ['squeezenet1.1.onnx', [1, 63, 70, 3]],
  ] as const)('%s is deepened after three of its relus', async (name, shape) => {
    const { graph, parameters, statistics } = read(name);
    const relus = planDeepening(graph).filter(
      ({ kind, ways }) => kind === 'activation' && ways.identity === 'relu',
    );
    const after = [0.25, 0.5, 0.75].map((part) => relus[Math.floor(part * relus.length)]!.name);
    const [input] = Object.keys(graph.inputs);
    const inputs = drawnImages({ ...graph, inputs: { [input!]: shape } }, shape[0]);
    for (const kind of ['identity', 'residual'] as const) {
      const before = { graph, parameters, statistics };
      const { certificate } = await deepen(before, { after, kind, key, inputs, double: false });
      expect(relativeDifference(certificate).float32).toBeLessThan(tolerances.float32);
      expect(certificate.preserved).toBe(true);
    }
  });
});
