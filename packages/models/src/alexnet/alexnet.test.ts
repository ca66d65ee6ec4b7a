/** Sizes of the AlexNets, and the structure of the real file. */

import { existsSync, readFileSync } from 'node:fs';
import { fromOnnx, type Graph, init, summary } from '@diopter/core-tensor/graph';
import { readOnnx } from '@diopter/core-tensor/onnx';
import { normal, randomKey } from '@diopter/core-tensor/random';
import { describe, expect, it } from 'vitest';
import { part, roundTripErrors, shapesOf } from '../testing/index.js';
import {
  alexNetFeatures,
  bvlcAlexNet,
  caffeNet,
  caffePreprocessing,
  torchvisionAlexNet,
  torchvisionAlexNetModules,
  torchvisionPreprocessing,
} from './index.js';

describe('the AlexNets', () => {
  it.each([
    ['CaffeNet', caffeNet(), 60_965_224],
    ["BVLC's", bvlcAlexNet(), 60_965_224],
    ["the ONNX model zoo's", bvlcAlexNet({ imageSize: 224 }), 60_965_224],
    ["torchvision's", torchvisionAlexNet(), 61_100_840],
    ['CaffeNet for 10 classes', caffeNet({ classes: 10 }), 60_965_224 - 990 * 4097],
  ])('%s has the parameters of its files', (_name, network: Graph, parameters) => {
    expect(summary(network).parameters).toBe(parameters);
    expect(shapesOf(network).pool5).toEqual([1, 6, 6, 256]);
  });

  it('have the heights of Caffe at 227 pixels', () => {
    const heights = (network: Graph) =>
      ['conv1', 'pool1', 'conv2', 'pool2', 'conv5', 'pool5'].map((name) => shapesOf(network)[name]![1]);
    expect(heights(caffeNet())).toEqual([55, 27, 27, 13, 13, 6]);
    expect(heights(bvlcAlexNet())).toEqual([55, 27, 27, 13, 13, 6]);
    expect(heights(torchvisionAlexNet())).toEqual([55, 27, 27, 13, 13, 6]);
  });

  it('differ in where they normalise', () => {
    const inputOf = (network: Graph, name: string) => network.nodes[name]!.inputs[0];
    expect(['norm1', 'norm2', 'conv2'].map((name) => inputOf(caffeNet(), name))).toEqual([
      'pool1',
      'pool2',
      'norm1',
    ]);
    expect(['norm1', 'norm2', 'conv2'].map((name) => inputOf(bvlcAlexNet(), name))).toEqual([
      'relu1',
      'relu2',
      'pool1',
    ]);
  });

  it.each(Object.entries(alexNetFeatures))(
    'give features %s of the shape stated',
    (_layer, { node, shape }) => {
      expect(shapesOf(caffeNet())[node]).toEqual([1, ...shape]);
    },
  );

  it('have names in torchvision for all that has weights', () => {
    const { rows } = summary(torchvisionAlexNet());
    const learning = rows.filter(({ parameters }) => parameters > 0).map(({ name }) => name);
    expect(Object.keys(torchvisionAlexNetModules)).toEqual(learning);
  });

  it('say what they do to pixels in as many numbers as there are channels', () => {
    expect([
      caffePreprocessing.mean,
      torchvisionPreprocessing.mean,
      torchvisionPreprocessing.deviation,
    ]).toSatisfy((lists: readonly (readonly number[])[]) => lists.every(({ length }) => length === 3));
  });
});

describe('the convolutions of an AlexNet written as ONNX', () => {
  it.each([
    ['CaffeNet', caffeNet()],
    ["BVLC's", bvlcAlexNet()],
    ["torchvision's", torchvisionAlexNet()],
  ])('compute the same: %s', async (_name, network: Graph) => {
    const convolutions = part(network, { shape: [null, null, null, 3], until: 'pool5' });
    const input = normal(randomKey(2), [1, 67, 71, 3], { standardDeviation: 60 });
    const { session, read } = await roundTripErrors(convolutions, init(convolutions, randomKey(1)), {
      input,
    });
    expect(session).toBeLessThan(1e-4);
    expect(read).toBeLessThan(1e-4);
  });
});

const file = new URL('../../../../../shared/data/models/onnx-light/light_bvlc_alexnet.onnx', import.meta.url);
const present = existsSync(file);
if (!present) console.warn('alexnet.test.ts skips the real file: ../shared/data/models is not here');

describe.skipIf(!present)("the ONNX model zoo's file", () => {
  it('has the layers, sizes and numbers of parameters of ours', () => {
    const structure = (network: Graph) =>
      summary(network).rows.map(({ kind, shape, parameters, multiplyAdds }) => {
        return { kind, shape, parameters, multiplyAdds };
      });
    const theirs = fromOnnx(readOnnx(readFileSync(file))).graph;
    const ours = { ...bvlcAlexNet({ imageSize: 224 }), outputs: ['prob'] };
    expect(structure(theirs)).toEqual(structure(ours));
    const norms = (network: Graph) =>
      Object.values(network.nodes).flatMap(({ layer }) => (layer.kind === 'lrn' ? [layer] : []));
    norms(theirs).forEach((norm, i) => {
      const { alpha, ...rest } = norms(ours)[i]!;
      expect(norm).toEqual({ ...rest, alpha: Math.fround(alpha) });
    });
    expect(norms(theirs)).toHaveLength(2);
  });
});
