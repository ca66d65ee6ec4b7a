/** Networks that grow from file to file. */

import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSession } from '@diopter/core-tensor/engine';
import { readOnnx } from '@diopter/core-tensor/onnx';
import { normalValues, randomKey } from '@diopter/core-tensor/random';
import {
  compiledOutputs,
  drawnInputs,
  growOptimizerState,
  largest,
  largestDifference,
  type Model,
  replay,
  widenGraph,
} from '@diopter/net2net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeImage } from '../images/index.js';
import { encodedModel, readModel, writeModel } from '../model-files/index.js';
import { drawnModel, drawnTraining, smallNetwork, temporaryFolder } from '../model-files/testing/networks.js';
import { doublePrecision } from './double-precision.js';
import {
  deepenFile,
  type FileCertificate,
  type GrownFile,
  planFile,
  verifyFiles,
  widenFile,
} from './index.js';
import { nearNames } from './layer-names.js';

const model = drawnModel(smallNetwork, randomKey(1));
const training = drawnTraining(smallNetwork, randomKey(2));
const inputs = drawnInputs(smallNetwork, randomKey(3), { batch: 3 });

let folder: string;
let remove: () => Promise<void>;
const at = (name: string) => join(folder, name);
beforeAll(async () => {
  ({ path: folder, remove } = await temporaryFolder('growth'));
  await writeModel(at('small.onnx'), { model });
  await writeModel(at('small.safetensors'), { model, training });
  await mkdir(at('pictures'));
  for (let i = 0; i < 3; i++) {
    const data = normalValues(randomKey(i), [8 * 8 * 3], { mean: 0.5, standardDeviation: 0.2 }).data;
    await writeImage(at(`pictures/${i}.png`), { width: 8, height: 8, channels: 3, data });
  }
});
afterAll(() => remove());

/** Every way of growing that is exact. */
const ways: Readonly<Record<string, (files: { model: string; out: string }) => Promise<GrownFile>>> = {
  'one layer': (files) => widenFile({ ...files, layers: [{ layer: 'second', to: 7 }] }),
  'all layers, unevenly, with noise of sum zero': (files) =>
    widenFile({
      ...files,
      layers: { factor: 1.5 },
      split: 'uneven',
      noise: { kind: 'zero-sum', scale: 0.1 },
      seed: 7,
    }),
  'an identity': (files) => deepenFile({ ...files, after: 'first.relu' }),
  'two branches': (files) =>
    deepenFile({ ...files, after: ['features'], kind: 'residual', count: 2, kernelSize: 1 }),
};

/** The largest difference of all outputs of two networks, relative to the largest. */
async function distance(a: Model, b: Model): Promise<number> {
  const [before, after] = [await compiledOutputs(a, inputs), await compiledOutputs(b, inputs)];
  return Math.max(
    ...a.graph.outputs.map((name) => largestDifference(before[name]!, after[name]!) / largest(before[name]!)),
  );
}

describe.each(Object.keys(ways))('growth by %s', (name) => {
  it('leaves an ONNX file that ONNX Runtime gives the same of, and a certificate of these two files', async () => {
    const grown = await ways[name]!({ model: at('small.onnx'), out: at('out/grown.onnx') });
    const bytes = [await readFile(at('small.onnx')), await readFile(at('out/grown.onnx'))] as const;
    const image = normalValues(randomKey(5), [2, 3, 6, 6]);
    const feeds = { image: { dataType: 'float32' as const, shape: [2, 3, 6, 6], data: image.data } };
    const [before, after] = await Promise.all(
      bytes.map(async (file) => (await createSession(file, { providers: ['cpu'] })).run(feeds)),
    );
    for (const output of smallNetwork.outputs) {
      const expected = before![output]!.data as Float32Array;
      expect(after![output]!.shape).toEqual(before![output]!.shape);
      expect(largestDifference(after![output]!.data as Float32Array, expected)).toBeLessThan(
        1e-5 * largest(expected),
      );
    }
    expect(readOnnx(bytes[1]).graph.inputs).toEqual(readOnnx(bytes[0]).graph.inputs);
    const certificate = JSON.parse(await readFile(grown.certificateFile, 'utf8')) as FileCertificate;
    expect(certificate).toEqual(grown.certificate);
    const digest = (file: Uint8Array) => createHash('sha256').update(file).digest('hex');
    expect(certificate).toMatchObject({
      preserved: true,
      before: { file: 'small.onnx', sha256: digest(bytes[0]) },
      after: { file: 'grown.onnx', sha256: digest(bytes[1]) },
      inputs: { image: [2, 6, 6, 3] },
      double: { done: true },
    });
    for (const { float64, largest } of certificate.outputs) expect(float64).toBeLessThan(1e-12 * largest);
    expect(grown.layers.length).toBeGreaterThan(0);
    expect(grown.after.parameters).toBeGreaterThan(grown.before.parameters);
    expect(grown.after.multiplyAdds!).toBeGreaterThan(grown.before.multiplyAdds!);
  });

  it('can be done again from the certificate alone, with the same bits', async () => {
    const { certificateFile } = await ways[name]!({ model: at('small.onnx'), out: at('again.onnx') });
    const certificate = JSON.parse(await readFile(certificateFile, 'utf8')) as FileCertificate;
    const stored = await readModel(at('small.onnx'));
    const again = await replay(stored.model, certificate, { double: false });
    const file = encodedModel(at('again.onnx'), { ...stored, model: again.model });
    expect(file.bytes).toEqual(new Uint8Array(await readFile(at('again.onnx'))));
  });

  it('grows the state in a checkpoint too: averages compute what they computed, slots fit the parameters', async () => {
    const { certificate } = await ways[name]!({
      model: at('small.safetensors'),
      out: at('grown.safetensors'),
    });
    expect(certificate.preserved).toBe(true);
    const { model: grown, training: state } = await readModel(at('grown.safetensors'));
    expect(await distance(model, grown)).toBeLessThan(1e-5);
    const averages = [
      { ...model, parameters: training.average },
      { ...grown, parameters: state!.average! },
    ] as const;
    expect(await distance(averages[0], model)).toBeGreaterThan(0.1);
    expect(await distance(...averages)).toBeLessThan(1e-5);
    expect(state!.counters).toEqual({ step: 1200 });
    expect(Object.keys(state!.optimizer!)).toEqual(['gradientSum', 'squareSum']);
  });

  it('says that an ONNX file has no place for the state of a checkpoint', async () => {
    const messages: string[] = [];
    const files = {
      model: at('small.safetensors'),
      out: at('without.onnx'),
      onMessage: (text: string) => messages.push(text),
    };
    await ways[name]!(files);
    expect(messages).toContainEqual(expect.stringMatching(/without\.onnx has no place/));
  });
});

describe('growth in place', () => {
  it('writes over its own model', async () => {
    await writeModel(at('own.onnx'), { model });
    const options = { model: at('own.onnx'), out: at('own.onnx'), double: false };
    await widenFile({ ...options, layers: [{ layer: 'second', to: 6 }] });
    await widenFile({ ...options, layers: [{ layer: 'second', to: 9 }] });
    const { layers } = await planFile(at('own.onnx'));
    expect(layers.find(({ name }) => name === 'second')!.units).toBe(9);
    expect((await verifyFiles({ files: [at('small.onnx'), at('own.onnx')] })).same).toBe(true);
  });
});

describe('moments of an optimizer', () => {
  it('are moved by the shares of the copies', async () => {
    const layers = [{ layer: 'second', to: 8 }];
    await widenFile({
      model: at('small.safetensors'),
      out: at('moved.safetensors'),
      layers,
      split: 'uneven',
      seed: 4,
    });
    const growth = widenGraph(smallNetwork, { layers, split: 'uneven', key: randomKey(4) });
    const { training: state } = await readModel(at('moved.safetensors'));
    expect(state!.optimizer).toEqual(growOptimizerState(growth, training.optimizer));
  });
});

describe('batch norms of inserted layers', () => {
  it('are calibrated on pictures, and called approximate', async () => {
    const { certificate } = await deepenFile({
      model: at('small.onnx'),
      out: at('calibrated.onnx'),
      after: 'first.relu',
      normalisation: true,
      calibrate: [at('pictures')],
    });
    expect(certificate.layers).toContainEqual(expect.objectContaining({ proof: 'approximate' }));
    expect(certificate.preserved).toBe(false);
    for (const { float32, largest } of certificate.outputs) expect(float32).toBeLessThan(1e-5 * largest);
  });
});

describe('what cannot grow', () => {
  it.each([
    [{ layers: [{ layer: 'secnd', to: 7 }] }, /no layer "secnd" \(help: is it second/],
    [
      { layers: [{ layer: 'features', to: 7 }] },
      /"features" is of the kind activation, which makes no units/,
    ],
    [{ layers: [{ layer: 'second', to: 4 }] }, /it has 5 units already/],
    [{ layers: [{ layer: 'logits', to: 4 }] }, /logits is an output of the network/],
    [{ layers: { factor: 0.5 } }, /the factor is 0.5/],
  ])('%j is refused, nothing is said before and nothing is written', async (how, message) => {
    const before = await readdir(folder);
    const onMessage = () => expect.unreachable();
    const files = { model: at('small.onnx'), out: at('refused.onnx'), onMessage };
    await expect(widenFile({ ...files, ...how })).rejects.toThrow(message);
    expect(await readdir(folder)).toEqual(before);
  });

  it.each([
    [{ after: 'frist.relu' }, /no layer "frist.relu" \(help: is it first.relu/],
    [{ after: 'second' }, /after node second: nothing can be inserted/],
    [{ after: 'first.relu', kernelSize: 4 }, /4x4 has no tap in its centre/],
    [{ after: 'first.relu', normalisation: true }, /option calibrate: .*statistics of data/],
  ])('%j is refused as well', async (how, message) => {
    const files = { model: at('small.onnx'), out: at('refused.onnx') };
    await expect(deepenFile({ ...files, ...how })).rejects.toThrow(message);
    expect(await readdir(folder)).not.toContain('refused.onnx');
  });
});

describe('verifyFiles', () => {
  const files = (other: string) => ({ files: [at('small.onnx'), at(other)] as const });

  it('finds a file, another format of it and pictures the same', async () => {
    const found = await verifyFiles({ ...files('small.safetensors'), images: [at('pictures')], batch: 3 });
    expect(found).toMatchObject({ same: true, inputs: { image: [3, 6, 6, 3] }, double: { done: true } });
    expect(found.outputs.map(({ output, other }) => [output, other])).toEqual([
      ['logits', 'logits'],
      ['map', 'map'],
    ]);
    for (const { float64, largest } of found.outputs) {
      expect(largest).toBeGreaterThan(1);
      expect(float64).toEqual({ difference: 0, relative: 0 });
    }
  });

  it('finds what one weight changes, in the output that it changes', async () => {
    const bias = model.parameters.map!.bias!;
    const moved = { ...bias, data: bias.data.map((value, i) => (i === 0 ? value + 0.01 : value)) };
    const parameters = { ...model.parameters, map: { ...model.parameters.map, bias: moved } };
    await writeModel(at('moved.onnx'), { model: { ...model, parameters } as Model });
    const found = await verifyFiles(files('moved.onnx'));
    expect(found.same).toBe(false);
    const [logits, map] = found.outputs;
    expect(logits).toMatchObject({ float32: { difference: 0 }, float64: { difference: 0 } });
    expect(map!.float32.difference).toBeCloseTo(0.01, 4);
    expect(map!.float64!.difference).toBeCloseTo(0.01, 6);
    expect((await verifyFiles({ ...files('moved.onnx'), tolerance: 0.01 })).same).toBe(true);
  });

  it('takes outputs by their names in whichever order, and else by their place', async () => {
    const turned = { ...smallNetwork, outputs: ['map', 'logits'] };
    await writeModel(at('turned.onnx'), { model: { ...model, graph: turned } });
    expect((await verifyFiles(files('turned.onnx'))).same).toBe(true);
    const { map, ...others } = smallNetwork.nodes;
    const graph = { ...smallNetwork, nodes: { ...others, plan: map! }, outputs: ['logits', 'plan'] };
    const { map: weights, ...parameters } = model.parameters;
    await writeModel(at('renamed.onnx'), {
      model: { ...model, graph, parameters: { ...parameters, plan: weights! } },
    });
    const found = await verifyFiles(files('renamed.onnx'));
    expect(found).toMatchObject({ same: true, outputs: [{}, { output: 'map', other: 'plan' }] });
  });

  it.each([
    ['fewer outputs', { ...smallNetwork, outputs: ['logits'] }, /outputs logits, map, the other logits/],
    [
      'other inputs',
      { ...smallNetwork, inputs: { image: [null, 8, 6, 3] } },
      /image \[\?, 6, 6, 3\], the other image \[\?, 8/,
    ],
  ])('refuses networks with %s', async (_, graph, message) => {
    await writeModel(at('different.onnx'), { model: drawnModel(graph, randomKey(1)) });
    await expect(verifyFiles(files('different.onnx'))).rejects.toThrow(message);
  });
});

describe('double precision', () => {
  it.each([
    [undefined, 1e6, true],
    [undefined, 1e9, false],
    [undefined, null, false],
    [true, 1e9, true],
    [false, 1e6, false],
  ])('asked for: %s, %s multiply-adds: %s', (wanted, cost, done) => {
    const messages: string[] = [];
    expect(doublePrecision(wanted, cost, (text) => messages.push(text)).done).toBe(done);
    expect(messages).toHaveLength(wanted === false ? 0 : 1);
  });
});

describe('nearNames', () => {
  it.each([
    ['conv1', ['/conv1/Conv', 'conv2', 'logits', 'convolution'], '/conv1/Conv'],
    ['fcl', ['conv', 'fc1', 'fc'], 'fc1'],
    ['', ['a', 'b'], 'a'],
  ])('of %j among %j is first %s', (name, names, first) => {
    expect(nearNames(name, names)[0]).toBe(first);
  });
});
