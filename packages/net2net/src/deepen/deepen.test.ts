/** Inserted layers change nothing, wherever the plan allows them; and what would change something is refused. */

import {
  activation,
  add,
  conv2d,
  crelu,
  dense,
  dropout,
  elu,
  type Graph,
  globalAveragePool,
  graph,
  type Layer,
  leakyRelu,
  node,
  relu,
  sequential,
} from '@diopter/core-tensor/graph';
import { randomKey } from '@diopter/core-tensor/random';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compiledOutputs, measuredDifferences, tolerances } from '../certificate/index.js';
import type { Model } from '../model/index.js';
import { randomGraphs } from '../testing/random-graph.js';
import { type DeepenKind, type DeepenOptions, deepen, planDeepening } from './index.js';
import { convolutional, drawnImages, drawnModel, networks, relativeDifference } from './testing/networks.js';

const key = randomKey(3);

/** The nodes after which a kind of insertion is exact. */
const placesFor = (graph: Graph, kind: DeepenKind) =>
  planDeepening(graph)
    .filter(({ ways }) => ways[kind] !== undefined)
    .map(({ name }) => name);

/** Deepens after all nodes where it is exact, and returns the certificate. */
async function deepenedEverywhere(network: Graph, options: Omit<DeepenOptions, 'after' | 'key'>) {
  const model = drawnModel(network);
  const after = placesFor(network, options.kind ?? 'identity');
  const { certificate } = await deepen(model, {
    after,
    key,
    inputs: drawnImages(network, 2),
    ...options,
  });
  return { certificate, after };
}

describe.each(Object.keys(networks))('inserted into a network with %s', (name) => {
  const network = networks[name]!;

  it.each(['identity', 'residual'] as const)('layers of kind %s change nothing', async (kind) => {
    const { certificate, after } = await deepenedEverywhere(network, { kind });
    expect(after.length).toBeGreaterThan(0);
    expect(certificate.layers).toHaveLength(after.length);
    const { float32, float64 } = relativeDifference(certificate);
    expect(float64).toBeLessThan(tolerances.float64);
    expect(float32).toBeLessThan(tolerances.float32);
    expect(certificate.preserved).toBe(true);
  });
});

describe('in random graphs', () => {
  it.each(['identity', 'residual'] as const)(
    'layers of kind %s change nothing wherever the plan allows them',
    async (kind) => {
      await fc.assert(
        fc.asyncProperty(randomGraphs, async (network) => {
          fc.pre(placesFor(network, kind).length > 0);
          const { certificate } = await deepenedEverywhere(network, { kind });
          expect(relativeDifference(certificate).float64).toBeLessThan(tolerances.float64);
          expect(certificate.preserved).toBe(true);
        }),
        { numRuns: 12, seed: 6 },
      );
    },
  );
});

describe('the tap of an identity convolution', () => {
  const cases = [3, 5, [1, 3] as const, [5, 1] as const].flatMap((kernelSize) =>
    [6, 7].map((size) => [kernelSize, size] as const),
  );

  it.each(cases)('is in the centre of a kernel of %j, on an image of %d pixels', async (kernelSize, size) => {
    const network = convolutional(relu(), size);
    const before = drawnModel(network);
    const { model, certificate } = await deepen(before, { after: 'active1', kernelSize, key });
    expect(certificate.preserved).toBe(true);

    // The same a channel's row further on: the next pixel.
    const { shape, data } = model.parameters.active1_deeper1!.filter!;
    const step = shape[2]! * shape[3]!;
    const shifted = data.map((_, i) => data[i - step] ?? 0);
    const parameters = {
      ...model.parameters,
      active1_deeper1: {
        ...model.parameters.active1_deeper1,
        filter: { shape, dtype: 'float32' as const, data: shifted },
      },
    };
    const [moved] = await measuredDifferences(
      { before, after: { ...model, parameters } },
      drawnImages(network, 2),
    );
    expect(moved!.float32).toBeGreaterThan(1e-3 * moved!.largest);
  });
});

describe('new nodes', () => {
  it('are read by all that read the node, and nothing else is renamed', async () => {
    const before = drawnModel(networks['branches and two outputs']!);
    const { model, inserted } = await deepen(before, { after: 'active', kind: 'residual', key });
    const { nodes, inputs, outputs } = model.graph;
    expect(inserted).toEqual(['', '_active', '_second', '_sum'].map((suffix) => `active_deeper1${suffix}`));
    expect(nodes.gate!.inputs).toEqual(['active_deeper1_sum']);
    expect(nodes.gated!.inputs).toEqual(['active_deeper1_sum', 'open']);
    expect(nodes.sum!.inputs).toEqual(['active_deeper1_sum', 'gated']);
    expect([inputs, outputs]).toEqual([before.graph.inputs, before.graph.outputs]);
  });

  it('get names that are free, one after the other', async () => {
    const before = drawnModel(convolutional(relu()));
    const twice = await deepen(before, { after: 'active1', count: 2, key });
    expect(twice.inserted).toEqual([
      'active1_deeper1',
      'active1_deeper1_active',
      'active1_deeper2',
      'active1_deeper2_active',
    ]);
    expect(twice.certificate.preserved).toBe(true);
    expect(twice.model.graph.nodes.active1_deeper2!.inputs).toEqual(['active1_deeper1_active']);
    const again = await deepen(twice.model, { after: 'active1', key });
    expect(again.inserted[0]).toBe('active1_deeper3');
    expect(again.model.graph.nodes.active1_deeper1!.inputs).toEqual(['active1_deeper3_active']);
    expect(again.certificate.preserved).toBe(true);
  });

  it('hold no weights beyond those of their layers', async () => {
    const { model } = await deepen(drawnModel(convolutional(relu())), { after: 'active1', key });
    expect(model.parameters.active1_deeper1_active).toBeUndefined();
    expect(Object.keys(model.parameters.active1_deeper1!)).toEqual(['filter', 'bias']);
  });
});

describe('deepen refuses', () => {
  const wholeNetwork = (active: Layer) => drawnModel(convolutional(active));
  const branches = drawnModel(networks['branches and two outputs']!);
  const open: Model = drawnModel(
    graph({
      inputs: { image: [null, null, null, 2] },
      nodes: {
        conv: node(conv2d({ filters: 3, kernelSize: 3 }), 'image'),
        flat: node(globalAveragePool(), 'conv'),
        scalar: node({ kind: 'reduce', method: 'mean', axes: [1], keepDimensions: false }, 'flat'),
        all: node({ kind: 'reduce', method: 'mean', axes: [0], keepDimensions: false }, 'scalar'),
        y: node(add(), 'flat', 'all'),
        unread: node(relu(), 'conv'),
      },
      outputs: ['y'],
    }),
  );
  const changing = ['tanh', 'sigmoid', 'gelu', 'swish', 'hardSwish', 'selu', 'softplus', 'square'] as const;
  const cases: readonly (readonly [string, Model, Omit<DeepenOptions, 'key'>, RegExp])[] = [
    ...changing.map(
      (name) =>
        [
          `an identity after ${name}`,
          wholeNetwork(activation(name)),
          { after: 'active1' },
          new RegExp(`${name}\\(${name}\\(v\\)\\) is not ${name}\\(v\\)`),
        ] as const,
    ),
    [
      'after leaky ReLU',
      wholeNetwork(leakyRelu()),
      { after: 'active1' },
      /leakyRelu would change the others/,
    ],
    ['after ELU', wholeNetwork(elu()), { after: 'active1' }, /elu would change the others/],
    ['after a convolution', wholeNetwork(relu()), { after: 'conv1' }, /not known to lie from 0 on, and relu/],
    [
      'relu6 after values that dropout makes larger than 6',
      drawnModel(
        sequential([null, 3], {
          hidden: dense({ units: 3 }),
          active: activation('relu6'),
          dropped: dropout(),
          y: dense({ units: 1 }),
        }),
      ),
      { after: 'dropped', activation: activation('relu6') },
      /from 0 to 6/,
    ],
    ['kernels of even size', wholeNetwork(relu()), { after: 'active1', kernelSize: 2 }, /2x2 has no tap/],
    [
      'kernels of one even side',
      wholeNetwork(relu()),
      { after: 'active1', kernelSize: [3, 4] },
      /3x4 has no/,
    ],
    ['no kernel at all', wholeNetwork(relu()), { after: 'active1', kernelSize: -1 }, /has no tap/],
    ['outputs', branches, { after: 'chances' }, /an output, whose name must stay/],
    ['residual branches after outputs', branches, { after: 'logits', kind: 'residual' }, /name must stay/],
    ['nodes that are not there', branches, { after: 'image' }, /there is no such node/],
    ['nodes that nothing reads', open, { after: 'unread' }, /nothing reads it/],
    ['values without channels', open, { after: 'scalar', kind: 'residual' }, /its values have 1 axes/],
    ['a number of layers that is none', branches, { after: 'active', count: 0 }, /0 layers/],
    ['half a layer', branches, { after: 'active', count: 1.5 }, /1.5 layers/],
    ['batch norm without data', branches, { after: 'active', normalisation: true }, /there are none/],
    [
      'a branch whose activation may be infinite',
      branches,
      { after: 'active', kind: 'residual', activation: activation('log') },
      /log has no value/,
    ],
  ];

  it.each(cases)('%s', async (_, model, options, message) => {
    await expect(deepen(model, { ...options, key })).rejects.toThrow(
      expect.objectContaining({ code: 'invalid-argument', message: expect.stringMatching(message) }),
    );
  });

  it('and the plan says the same of every node', () => {
    const planned = planDeepening(networks['branches and two outputs']!);
    const ways = Object.fromEntries(planned.map(({ name, ways }) => [name, Object.keys(ways).join(' ')]));
    expect(ways).toEqual({
      stem: 'residual',
      active: 'identity residual',
      gate: 'residual',
      open: 'residual',
      gated: 'identity residual',
      sum: 'identity residual',
      joined: 'identity residual',
      classes: 'residual',
      chances: '',
      mean: 'identity residual',
      logits: '',
    });
    for (const { ways, reasons } of planned) {
      expect(Object.keys({ ...ways, ...reasons }).sort()).toEqual(['identity', 'residual']);
    }
  });
});

it('an activation of choice may follow where it keeps the values: relu after a sigmoid', async () => {
  const before = drawnModel(networks['branches and two outputs']!);
  const { certificate } = await deepen(before, { after: 'open', activation: relu(), key });
  expect(certificate.preserved).toBe(true);
});

it('a looks-linear network with CReLU stays linear with looks-linear identities in it', async () => {
  const linear = sequential([null, 6], {
    first: dense({ units: 4, bias: false }),
    active: crelu(),
    second: dense({ units: 3, bias: false }),
  });
  const { parameters, statistics } = drawnModel(linear);
  const half = parameters.second!.kernel!.data.slice(0, 4 * 3);
  const kernel = {
    shape: [8, 3],
    dtype: 'float32' as const,
    data: Float32Array.from([...half, ...half.map((value) => -value)]),
  };
  const before = { graph: linear, parameters: { ...parameters, second: { kernel } }, statistics };
  const { model, certificate } = await deepen(before, { after: 'active', count: 3, key });
  expect(certificate.preserved).toBe(true);
  const [a, b] = [randomKey(1), randomKey(2)].map((seed) => drawnImages(linear, 5, seed).input!.data);
  const f = async (data: Float32Array) => {
    const outputs = await compiledOutputs(model, { input: { shape: [5, 6], dtype: 'float32', data } });
    return Array.from(outputs.second!);
  };
  const combined = a!.map((value, i) => 2 * value - b![i]!);
  const [left, right, both] = [await f(a!), await f(b!), await f(combined)];
  both.forEach((value, i) => {
    expect(value).toBeCloseTo(2 * left[i]! - right[i]!, 4);
  });
});
