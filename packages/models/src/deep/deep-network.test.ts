/** Deep networks: shapes and names, a linear start whatever the depth, and what is refused. */

import { apply, deltaOrthogonal, init, summary } from '@diopter/core-tensor/graph';
import { jit } from '@diopter/core-tensor/jit';
import { normal, randomKey, splitKey } from '@diopter/core-tensor/random';
import { flatten, unflatten } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { roundTripErrors } from '../testing/index.js';
import { activations } from './activations.js';
import { architectures } from './architectures.js';
import {
  type DeepActivation,
  type DeepInitialisation,
  type DeepNetworkOptions,
  deepNetwork,
  isLinearAtInit,
} from './index.js';
import { initialisations } from './initialisations.js';
import { normalisations } from './normalisations.js';

const dense = { inputs: 6, width: 8, outputs: 4 };
const convolutional = { imageShape: [4, 4, 3], channels: 8, outputs: 4, poolAfter: [2] } as const;
const shapes: Readonly<Record<string, typeof dense | typeof convolutional>> = { dense, convolutional };

const names = <T extends object>(table: T) => Object.keys(table) as (keyof T)[];
const mirrored = names(activations).filter((name) => 'looksLinear' in activations[name]);

/** Every activation with every initialisation that has a meaning for it. */
const starts: readonly (readonly [DeepActivation, DeepInitialisation])[] = names(activations).flatMap(
  (activation) =>
    names(initialisations)
      .filter((name) => initialisations[name](activations[activation]) !== undefined)
      .map((name) => [activation, name] as const),
);

const everyShape = <T>(cases: readonly T[]) =>
  Object.keys(shapes).flatMap((shape) => cases.map((each) => [shape, each] as const));

const normOf = (x: tf.Tensor) => Math.hypot(...x.dataSync());

describe('deepNetwork', () => {
  it('counts its weight layers', () => {
    for (const depth of [2, 3, 7]) {
      const network = deepNetwork({ ...dense, depth, activation: 'relu', initialisation: 'he' });
      const { parameters } = init(network, randomKey(1));
      expect(Object.keys(parameters)).toHaveLength(depth);
    }
  });

  it.each(
    everyShape(names(architectures)).flatMap((each) =>
      names(normalisations).map((norm) => [...each, norm] as const),
    ),
  )(
    '%s, %s, normalised by %s, makes its outputs with any activation and start',
    (shape, architecture, normalisation) => {
      for (const [activation, initialisation] of starts) {
        const network = deepNetwork({
          ...shapes[shape]!,
          depth: 4,
          architecture,
          normalisation,
          activation,
          initialisation,
        });
        const x = normal(randomKey(1), [2, ...(network.inputs.input!.slice(1) as number[])]);
        const { y } = apply(network, init(network, randomKey(2)), x, { mode: 'train' });
        expect(y.shape).toEqual([2, 4]);
        expect([...y.dataSync()].every(Number.isFinite)).toBe(true);
      }
    },
  );

  it('of CIFAR images costs little even when it is deep', () => {
    const network = deepNetwork({ imageShape: [32, 32, 3], depth: 200, outputs: 10 });
    const { multiplyAdds, parameters, rows } = summary(network, [1, 32, 32, 3]);
    expect(multiplyAdds).toBeLessThan(70e6);
    expect(parameters).toBeLessThan(1e6);
    expect(rows.find(({ name }) => name === 'layer199')!.shape).toEqual([1, 8, 8, 16]);
  });

  it('mixes stream and branch by the factors of the architecture', () => {
    const input = { inputs: 3, width: 3, depth: 3, outputs: 3, activation: 'prelu' } as const;
    const taps = ['layer1', 'layer2', 'sum2'];
    const factors = { residual: [1, 0.3], highway: [Math.sqrt(1 - 0.3 ** 2), 0.3] } as const;
    for (const architecture of names(factors)) {
      const network = deepNetwork({ ...input, architecture, beta: 0.3, transformGate: 0.3 });
      const x = normal(randomKey(1), [2, 3]);
      const { layer1, layer2, sum2 } = apply(network, init(network, randomKey(2)), x, { taps }).taps;
      const [carry, branch] = factors[architecture];
      const expected = layer1!.mul(carry).add(layer2!.mul(branch));
      expect(sum2!.sub(expected).abs().max().dataSync()[0]).toBeLessThan(1e-6);
    }
  });

  it('opens the gate of a highway by the root of one over the depth, unless told otherwise', () => {
    const network = deepNetwork({ ...dense, depth: 100, architecture: 'highway' });
    expect(network.nodes.branch7!.layer).toMatchObject({ multiplier: [0.1] });
    expect(network.nodes.carry7!.layer).toMatchObject({ multiplier: [Math.sqrt(0.99)] });
  });

  it.each([
    ['depth', { ...dense, depth: 1 }],
    ['depth', { ...dense, depth: 2.5 }],
    ['outputs', { ...dense, depth: 3, outputs: 0 }],
    ['beta', { ...dense, depth: 3, beta: Number.NaN }],
    ['transformGate', { ...dense, depth: 3, transformGate: 1 }],
    ['poolAfter', { ...convolutional, depth: 3, poolAfter: [3] }],
    ['poolAfter', { ...convolutional, depth: 3, poolAfter: [1, 1] }],
    ['imageShape', { ...convolutional, depth: 9, poolAfter: [1, 2, 3] }],
    ['initialisation', { ...dense, depth: 3, activation: 'relu', initialisation: 'looks-linear' }],
    ['initialisation', { ...dense, depth: 3, activation: 'mirrored-relu', initialisation: 'he' }],
  ] as const)('refuses a wrong option %s', (option, options) => {
    expect(() => deepNetwork(options)).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
    expect(() => deepNetwork(options)).toThrow(option);
  });

  it.each([
    ['an odd width for mirrors', { ...dense, width: 7, depth: 3, activation: 'mirrored-relu' }],
    ['fewer channels than the image has', { ...convolutional, channels: 2, depth: 3 }],
    ['an even kernel', { ...convolutional, kernelSize: 2, depth: 3 }],
  ] as const)('cannot start linear with %s', (_, options) => {
    expect(() => init(deepNetwork(options), randomKey(1))).toThrow(
      expect.objectContaining({ code: 'shape-mismatch' }),
    );
  });
});

describe('a looks-linear start', () => {
  /** What keeps the norm: as many units as inputs, no pooling, and outputs that hold them. */
  const isometric: Readonly<Record<string, (units: number) => DeepNetworkOptions>> = {
    dense: (units) => ({ inputs: 4, width: units, outputs: 4, depth: 200 }),
    convolutional: (units) => ({
      imageShape: [4, 4, 4],
      channels: units,
      outputs: 4,
      depth: 200,
      poolAfter: [],
    }),
  };

  it.each(everyShape(mirrored))(
    'makes 200 %s layers with %s linear, and keeps norms up to the last',
    async (shape, activation) => {
      const units = activation === 'mirrored-relu' ? 8 : 4;
      const network = deepNetwork({ ...isometric[shape]!(units), activation });
      const variables = init(network, randomKey(1));
      const { linear, error } = await isLinearAtInit(network, variables, { key: randomKey(2) });
      expect(error).toBeLessThan(5e-6);
      expect(linear).toBe(true);
      // Mirrored channels hold the same numbers twice.
      const x = normal(randomKey(3), [2, ...(network.inputs.input!.slice(1) as number[])]);
      const { layer199 } = apply(network, variables, x, { taps: ['layer199'] }).taps;
      expect(normOf(layer199!) / normOf(x) / Math.sqrt(units / 4)).toBeCloseTo(1, 4);
    },
  );

  it('keeps norms from input to output of a dense network', async () => {
    const network = deepNetwork({ inputs: 16, width: 16, outputs: 16, depth: 200 });
    const { gain } = await isLinearAtInit(network, init(network, randomKey(1)), { key: randomKey(2) });
    expect(gain).toBeCloseTo(1, 4);
  });

  it.each(
    everyShape(mirrored).flatMap((each) => names(architectures).map((name) => [...each, name] as const)),
  )(
    'makes %s layers with %s linear in a %s network, normalised or pooled as it may be',
    async (shape, activation, architecture) => {
      for (const normalisation of names(normalisations)) {
        const network = deepNetwork({ ...shapes[shape]!, depth: 9, activation, architecture, normalisation });
        const { error } = await isLinearAtInit(network, init(network, randomKey(1)), { key: randomKey(2) });
        expect(error).toBeLessThan(1e-5);
      }
    },
  );

  it('has no other start', async () => {
    for (const [activation, initialisation] of starts.filter(([, name]) => name !== 'looks-linear')) {
      const network = deepNetwork({ ...dense, depth: 5, activation, initialisation });
      const { linear, error } = await isLinearAtInit(network, init(network, randomKey(1)), {
        key: randomKey(2),
      });
      expect(linear).toBe(false);
      expect(error).toBeGreaterThan(0.1);
    }
  });

  it.each(
    everyShape(mirrored).flatMap((each) => names(architectures).map((name) => [...each, name] as const)),
  )('survives ONNX: %s layers with %s, %s', async (shape, activation, architecture) => {
    const normalisation = 'batch-norm';
    const network = deepNetwork({ ...shapes[shape]!, depth: 6, activation, architecture, normalisation });
    const input = normal(randomKey(2), [2, ...(network.inputs.input!.slice(1) as number[])]);
    const { session, read } = await roundTripErrors(network, init(network, randomKey(1)), { input });
    expect(session).toBeLessThan(1e-5);
    expect(read).toBeLessThan(1e-5);
  });

  it('has weights that are free to leave it: a compiled step moves both halves apart', async () => {
    const network = deepNetwork({ inputs: 4, width: 4, depth: 6, outputs: 3 });
    const [weightsKey, dataKey] = splitKey(randomKey(1));
    const variables = init(network, weightsKey);
    const gradientsOf = jit(({ parameters }: typeof variables, x: tf.Tensor) => {
      const { leaves, structure } = flatten(parameters);
      const { grads } = tf.valueAndGrads((...leaves: tf.Tensor[]) => {
        const { y } = apply(
          network,
          { parameters: unflatten(structure, leaves) as typeof parameters, statistics: {} },
          x,
        );
        return tf.sum(tf.square(tf.sub(y, 1))).asScalar();
      })(leaves);
      return unflatten(structure, grads) as typeof parameters;
    });
    const { layer3 } = await gradientsOf(variables, normal(dataKey, [8, 4]));
    const { data } = layer3!.kernel!;
    const halves = [...data.subarray(0, 16)].map((value, i) => value + data[16 + i]!);
    expect(Math.hypot(...halves)).toBeGreaterThan(0.1 * Math.hypot(...data));
  });

  it('is delta-orthogonal in convolutions', () => {
    const network = deepNetwork({ ...convolutional, depth: 4, activation: 'prelu' });
    expect(network.nodes.layer2!.layer).toMatchObject({ initializers: { filter: deltaOrthogonal() } });
  });
});
