/** Classifiers of small pictures: what they compute beside PyTorch, their sizes, their start, and what is refused. */

import { readFileSync } from 'node:fs';
import {
  apply,
  type Graph,
  infer,
  init,
  type Mode,
  summary,
  type Variables,
} from '@diopter/core-tensor/graph';
import { record } from '@diopter/core-tensor/jit';
import { normal, randomKey, splitKey } from '@diopter/core-tensor/random';
import { evaluate } from '@diopter/core-tensor/reference';
import { flatten, type HostTensor } from '@diopter/core-tensor/tree';
import type * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { computed, roundTripErrors, shapesOf } from '../testing/index.js';
import { inceptionBn, inceptionModules, plainCnn, residualNetwork } from './index.js';

const makers = { plainCnn, residualNetwork, inceptionBn } as const;
type Maker = (options: object) => Graph;

interface Stored {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}
type StoredTree = Readonly<Record<string, Readonly<Record<string, Stored>>>>;

interface Case {
  readonly network: keyof typeof makers;
  readonly options: object;
  readonly parameters: StoredTree;
  readonly statistics: StoredTree;
  readonly input: Stored;
  readonly outputs: Readonly<Record<Mode, Stored>>;
}

const cases = JSON.parse(
  readFileSync(new URL('./fixtures/networks.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, Case>>;

const host = ({ shape, data }: Stored): HostTensor<'float32'> => ({
  shape: [...shape],
  dtype: 'float32',
  data: Float32Array.from(data),
});
const hostTree = (tree: StoredTree) =>
  Object.fromEntries(
    Object.entries(tree).map(([node, named]) => [
      node,
      Object.fromEntries(Object.entries(named).map(([name, stored]) => [name, host(stored)])),
    ]),
  );
const variablesOf = ({ parameters, statistics }: Case) => ({
  parameters: hostTree(parameters),
  statistics: hostTree(statistics),
});
const graphOf = ({ network, options }: Case) => (makers[network] as Maker)(options);

/** The largest error, relative to the largest number expected. */
function errorOf(found: ArrayLike<number>, { data }: Stored): number {
  const largest = data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return data.reduce((most, value, i) => Math.max(most, Math.abs(value - found[i]!)), 0) / largest;
}

describe('with the weights of PyTorch', () => {
  it.each(
    Object.keys(cases).flatMap((name) =>
      (['evaluate', 'train'] as const).map((mode) => [name, mode] as const),
    ),
  )('%s computes the same in double precision, in the mode %s', (name, mode) => {
    const own = cases[name]!;
    const network = graphOf(own);
    const f = (variables: Variables<Graph, tf.Tensor>, x: tf.Tensor) =>
      apply(network, variables, x, { mode }).y;
    const args = [variablesOf(own), host(own.input)] as const;
    const program = record(f as never, args as never);
    const [y] = evaluate(
      program,
      flatten(args).leaves.map((leaf) => {
        const { shape, data } = leaf as HostTensor;
        return { shape, data: Float64Array.from(data) };
      }),
    );
    expect(errorOf(y!.data, own.outputs[mode])).toBeLessThan(1e-11);
  });

  it.each(Object.keys(cases))('%s computes the same compiled', async (name) => {
    const own = cases[name]!;
    const { output } = await computed(graphOf(own), variablesOf(own), { input: host(own.input) });
    expect(errorOf(output!.dataSync(), own.outputs.evaluate)).toBeLessThan(1e-5);
  });
});

const cifar = { imageShape: [32, 32, 3], outputs: 10 } as const;
/** Every network with the shape of the last value before its mean. */
const networks: readonly (readonly [string, (width: number) => Graph, readonly number[]])[] = [
  ['plain', (width) => plainCnn({ ...cifar, width }), [8, 8, 128]],
  ['residual', (width) => residualNetwork({ ...cifar, width }), [8, 8, 64]],
  [
    'residual, padded',
    (width) => residualNetwork({ ...cifar, width, shortcut: 'padded', blocks: 1 }),
    [8, 8, 64],
  ],
  ['inception', (width) => inceptionBn({ ...cifar, width }), [8, 8, 88 + 80 + 56 + 32]],
  ['inception, pairs', (width) => inceptionBn({ ...cifar, width, rectangular: true }), [8, 8, 256]],
];

describe.each(networks)('%s', (_name, make, shape) => {
  it('has logits, and the channels that were asked for before its mean', () => {
    const shapes = shapesOf(make(1));
    expect(shapes.output).toEqual([1, 10]);
    const last = Object.keys(shapes).at(-3)!;
    expect(shapes[last]).toEqual([1, ...shape]);
  });

  it('has three tenths of the weights at the root of that width', () => {
    const share = summary(make(Math.sqrt(0.3))).parameters / summary(make(1)).parameters;
    expect(share).toBeGreaterThan(0.28);
    expect(share).toBeLessThan(0.36);
  });

  it('starts with filters of the variance that rectifiers need, and norms that change nothing', () => {
    const network = make(1);
    const { parameters } = init(network, randomKey(1));
    const specs = infer(network).filter(({ layer }) => layer.kind === 'conv2d');
    expect(specs.length).toBeGreaterThan(5);
    for (const { name } of specs) {
      const { filter, bias } = parameters[name]!;
      expect(bias).toBeUndefined();
      const [height, width, channels] = filter!.shape as [number, number, number];
      const values = filter!.dataSync<'float32'>();
      const square = values.reduce((sum, value) => sum + value * value, 0) / values.length;
      // Five deviations of a mean of so many squares of normal numbers.
      const allowed = 5 * Math.sqrt(2 / values.length);
      expect(Math.abs((square * height * width * channels) / 2 - 1), name).toBeLessThan(allowed);
    }
    expect(parameters.output!.bias!.dataSync().every((value) => value === 0)).toBe(true);
  });
});

describe('the networks', () => {
  it.each([
    ['plain', plainCnn({ ...cifar, channels: 8 })],
    ['residual', residualNetwork({ ...cifar, blocks: 1, channels: 4 })],
    ['residual, padded', residualNetwork({ ...cifar, blocks: 1, channels: 4, shortcut: 'padded' })],
    ['inception', inceptionBn({ ...cifar, channels: 4, modules: ['3a', '3c', '5b'] })],
    ['inception, pairs', inceptionBn({ ...cifar, channels: 4, modules: ['3a', '3c'], rectangular: true })],
  ])('survive ONNX: %s', async (_name, network) => {
    const [key, inputKey] = splitKey(randomKey(1));
    const input = normal(inputKey, [2, 32, 32, 3]);
    const { session, read } = await roundTripErrors(network, init(network, key), { input });
    expect(session).toBeLessThan(1e-5);
    expect(read).toBeLessThan(1e-5);
  });

  it('have the parameters of the residual networks of the paper', () => {
    // Of the paper's table 6, in millions: 0.27, 0.46, 0.66, 0.85; with padded shortcuts, as there.
    const millions = [3, 5, 7, 9].map(
      (blocks) => summary(residualNetwork({ ...cifar, blocks, shortcut: 'padded' })).parameters / 1e6,
    );
    expect(millions.map((count) => Number(count.toFixed(2)))).toEqual([0.27, 0.46, 0.66, 0.85]);
  });

  it('count 6 n + 2 weight layers in n blocks', () => {
    const network = residualNetwork({ ...cifar, blocks: 3, shortcut: 'padded' });
    const weighted = Object.values(network.nodes).filter(({ layer }) =>
      ['conv2d', 'dense'].includes(layer.kind),
    );
    expect(weighted).toHaveLength(20);
  });

  it('join the channels of the paper in the modules of Inception-BN', () => {
    const joined = shapesOf(
      inceptionBn({
        ...cifar,
        channels: 64,
        stem: 192,
        modules: Object.keys(inceptionModules) as (keyof typeof inceptionModules)[],
      }),
    );
    expect(
      Object.entries(joined)
        .filter(([name]) => name.endsWith('/join'))
        .map(([, shape]) => shape.at(-1)),
    ).toEqual([256, 320, 576, 576, 576, 608, 608, 1056, 1024, 1024]);
  });

  it.each([
    ['width', () => plainCnn({ ...cifar, width: 0 })],
    ['outputs', () => plainCnn({ ...cifar, outputs: 0 })],
    ['stages', () => plainCnn({ ...cifar, stages: 1.5 })],
    ['channels', () => residualNetwork({ ...cifar, channels: 0 })],
    ['blocks', () => residualNetwork({ ...cifar, blocks: 0 })],
    ['modules', () => inceptionBn({ ...cifar, modules: [] })],
    ['stem', () => inceptionBn({ ...cifar, stem: -1 })],
  ] as const)('refuse a wrong option %s', (option, make) => {
    expect(make).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
    expect(make).toThrow(option);
  });
});
