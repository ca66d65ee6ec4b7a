/** A diagnosis agrees with NumPy's on a small network, and with what is known of large ones. */

import {
  batchNorm,
  crelu,
  dense,
  fromOnnx,
  type Graph,
  init,
  leakyRelu,
  relu,
  sequential,
  tanh,
  toOnnx,
} from '@diopter/core-tensor/graph';
import { readOnnx, writeOnnx } from '@diopter/core-tensor/onnx';
import { normal, randomKey } from '@diopter/core-tensor/random';
import type { HostTensor } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { formulaTensor } from '../../testing/index.js';
import { fixture, relativeError } from '../testing/fixture.js';
import { plainNetwork, residualNetwork } from '../testing/networks.js';
import { type Diagnosis, diagnose } from './index.js';

const key = randomKey(3);
const examples = (length = 8) => normal(randomKey(2), [24, length]);

/** The network of fixtures/make.py. */
function small(outputs: number) {
  const sizes = [3, 6, 5, 4, outputs];
  const network = sequential([null, 3], {
    dense1: dense({ units: 6 }),
    norm: batchNorm(),
    relu: relu(),
    dense2: dense({ units: 5 }),
    leaky: leakyRelu({ slope: 0.25 }),
    dense3: dense({ units: 4 }),
    tanh: tanh(),
    dense4: dense({ units: outputs }),
  });
  const dense_ = (i: number) => ({
    kernel: formulaTensor([sizes[i]!, sizes[i + 1]!], 2 * i, 2),
    bias: formulaTensor([sizes[i + 1]!], 2 * i + 1, 0.25),
  });
  const shifted = (seed: number, scale: number, shift: number): HostTensor => {
    const { data, ...rest } = formulaTensor([6], seed, scale);
    return { ...rest, data: data.map((value) => value + shift) };
  };
  const beta = shifted(21, 0.25, 0.75);
  beta.data[2] = -64;
  const variables = {
    parameters: {
      dense1: dense_(0),
      norm: { gamma: shifted(20, 0.5, 1), beta },
      dense2: dense_(1),
      dense3: dense_(2),
      dense4: dense_(3),
    },
    statistics: { norm: { mean: shifted(22, 0.5, 0), variance: shifted(23, 0.5, 1) } },
  };
  return { network, variables, inputs: formulaTensor([4, 3], 30, 2) };
}

describe.each([1, 4])('of a small network with %d outputs', async (outputs) => {
  const expected = fixture.diagnosis[outputs]!;
  const { network, variables, inputs } = small(outputs);
  const found = await diagnose(network, variables, { inputs, key, points: 65, batch: 20 });

  it('layers are as active, dead and saturated as NumPy says', () => {
    for (const layer of found.layers) {
      const { name, kind: _, alike, ...shares } = layer;
      const wanted = expected[name as 'relu' | 'leaky' | 'tanh'];
      expect(Object.keys(shares).sort()).toEqual(Object.keys(wanted).sort());
      for (const [share, value] of Object.entries(wanted)) {
        expect(shares[share as keyof typeof shares]).toBeCloseTo(value, 6);
      }
      if ('coActive' in wanted) {
        const { active, coActive } = wanted;
        expect(alike).toBeCloseTo((coActive - active ** 2) / (active * (1 - active)), 5);
      }
    }
    expect(found.layers.map(({ name }) => name)).toEqual(['relu', 'leaky', 'tanh']);
    expect(found.statistics).toBe('running');
  });

  it("singular values at both ends and in the middle are NumPy's", () => {
    expect(found.jacobian.map(({ place, complete }) => [place, complete])).toEqual([
      [0, true],
      [0.5, true],
      [1, true],
    ]);
    for (const [i, { singularValues }] of found.jacobian.entries()) {
      // Slopes of saturated units, 1 - tanh², are a small difference in single precision.
      expect(relativeError(singularValues, expected.singularValues[i]!)).toBeLessThan(1e-4);
    }
  });

  // Several outputs are projected on a direction that the key draws, which NumPy does not know.
  if (outputs === 1) {
    it("correlations are NumPy's", () => {
      expect(relativeError(found.autocorrelation, expected.autocorrelation!)).toBeLessThan(1e-5);
      expect(found.correlation.ends).toBeCloseTo(expected.ends!, 5);
      expect(found.correlation.pairs).toBeCloseTo(expected.pairs!, 5);
    });
  }

  it('dead and saturated layers are named, with what may help', () => {
    const named = found.verdict.findings.map(({ code, layer }) => [code, layer]);
    expect(named).toContainEqual(['dead', 'relu']);
    expect(named).toContainEqual(['saturated', 'tanh']);
    const remedies = found.verdict.remedies.map(({ code }) => code);
    expect(remedies).toEqual(expect.arrayContaining(['revive', 'smaller-weights']));
  });
});

describe('of networks at the start', () => {
  const diagnosed = (network: Graph) =>
    diagnose(network, init(network, randomKey(1)), { inputs: examples(), key });

  it.each([
    ['a deep plain network with batch norm', plainNetwork(50), 'shattered'],
    ['a shallow one', plainNetwork(2), 'coherent'],
    ['a residual network with β = 0.1', residualNetwork(24), 'coherent'],
  ] as const)('%s is called by its name', async (_, network, expected) => {
    const { verdict, statistics, brownShare, reference } = await diagnosed(network);
    expect(verdict.gradient).toBe(expected);
    expect(statistics).toBe('examples');
    expect(verdict.words).toContain(expected === 'shattered' ? 'is shattered' : 'is coherent');
    if (expected === 'shattered') expect(Math.abs(brownShare)).toBeLessThan(4 * reference.whiteDeviation);
  });

  it('plain ones that shatter are told of looks-linear starts and of skips, residual ones of β', async () => {
    const remedies = ({ verdict }: Diagnosis) => verdict.remedies.map(({ code }) => code);
    expect(remedies(await diagnosed(plainNetwork(24)))).toEqual(['looks-linear', 'batch-norm-with-skips']);
    const residual = residualNetwork(40, { beta: 1, width: 32 });
    const whiter = await diagnose(residual, init(residual, randomKey(1)), {
      inputs: examples(),
      key,
      statistics: 'path',
    });
    expect(whiter.verdict.gradient).toBe('partly-shattered');
    expect(remedies(whiter)).toContain('small-beta');
  });

  it('plain ones without batch norm merge their inputs, deeper layers more', async () => {
    const { layers, verdict, statistics } = await diagnosed(plainNetwork(12, { normalised: false }));
    expect(statistics).toBe('none');
    expect(layers.at(-1)!.coActive!).toBeGreaterThan(layers[0]!.coActive! + 0.08);
    expect(verdict.remedies.map(({ code }) => code)).toContain('centring');
  });

  it('a CReLU network with mirrored weights has a constant gradient, which is not called coherent', async () => {
    const network = sequential([null, 8], {
      first: dense({ units: 8 }),
      crelu1: crelu(),
      second: dense({ units: 8 }),
      crelu2: crelu(),
      last: dense({ units: 2 }),
    });
    const mirrored = (to: number, seed: number) => {
      const half = formulaTensor([8, to], seed, 1);
      const data = Float32Array.from([...half.data, ...half.data.map((value) => -value)]);
      return { shape: [16, to], dtype: 'float32', data } as const;
    };
    const { parameters } = init(network, randomKey(1));
    const variables = {
      parameters: {
        ...parameters,
        second: { ...parameters.second, kernel: mirrored(8, 1) },
        last: { ...parameters.last, kernel: mirrored(2, 2) },
      },
      statistics: {},
    };
    const { verdict, autocorrelation, correlation } = await diagnose(network, variables, {
      inputs: examples(),
      key,
    });
    expect(verdict.gradient).toBe('constant');
    expect(autocorrelation.every(Number.isNaN)).toBe(true);
    expect(correlation.ends).toBeCloseTo(1, 5);
  });
});

describe('diagnose', () => {
  const network = plainNetwork(6, { width: 24 });
  const variables = init(network, randomKey(1));

  it('says the same of a network that went through ONNX', async () => {
    const read = fromOnnx(readOnnx(writeOnnx(toOnnx(network, variables))));
    const expected = await diagnose(network, variables, { inputs: examples(), key });
    const found = await diagnose(read.graph, read, { inputs: examples(), key });
    expect(relativeError(found.autocorrelation, expected.autocorrelation)).toBeLessThan(1e-4);
    expect(
      relativeError(found.jacobian[1]!.singularValues, expected.jacobian[1]!.singularValues),
    ).toBeLessThan(1e-4);
    const { name: _, ...first } = expected.layers[0]!;
    expect(found.layers[0]).toMatchObject(first);
    const codes = ({ verdict }: typeof found) => [verdict.gradient, verdict.remedies];
    expect(codes(found)).toEqual(codes(expected));
  });

  it('does not depend on how many points, examples and rows of the Jacobian are computed at once', async () => {
    const at = (batch: number) =>
      diagnose(network, variables, { inputs: examples(), key, points: 50, batch });
    const [whole, parts] = [await at(64), await at(7)];
    expect(relativeError(parts.autocorrelation, whole.autocorrelation)).toBeLessThan(1e-4);
    expect(parts.layers).toEqual(whole.layers);
    expect(parts.correlation.pairs).toBeCloseTo(whole.correlation.pairs, 5);
    for (const [i, { singularValues }] of whole.jacobian.entries()) {
      expect(relativeError(parts.jacobian[i]!.singularValues, singularValues)).toBeLessThan(1e-4);
    }
  });

  it('takes the statistics that it is told to, those of few examples from the path', async () => {
    const { layers } = await diagnose(network, variables, {
      inputs: examples(),
      key,
      statistics: 'examples',
    });
    const asked = await Promise.all(
      (['running', 'path', 'auto'] as const).map((statistics) =>
        diagnose(network, variables, { inputs: tf.slice(examples(), 0, 5), key, statistics }),
      ),
    );
    expect(asked.map(({ statistics }) => statistics)).toEqual(['running', 'path', 'path']);
    expect(asked[2]).toEqual(asked[1]);
    // Ends of a path lie opposite of its middle, so that the first layer has no unit active at both.
    expect(asked[1]!.layers[0]!.coActive).toBe(0);
    expect(Math.abs(layers[0]!.coActive! - 0.25)).toBeLessThan(0.05);
    // Running statistics at their start normalise nothing.
    expect(asked[0]!.brownShare).toBeGreaterThan(asked[1]!.brownShare);
  });

  it('bounds the singular values of a large output by those of a random part', async () => {
    const wide = plainNetwork(1, { outputs: 12, normalised: false });
    const weights = init(wide, randomKey(1));
    const [all, part] = [
      await diagnose(wide, weights, { inputs: examples(), key, jacobianPlaces: [0] }),
      await diagnose(wide, weights, { inputs: examples(), key, jacobianPlaces: [0], jacobianRows: 5 }),
    ];
    expect([all.jacobian[0]!.complete, part.jacobian[0]!.complete]).toEqual([true, false]);
    expect(all.jacobian[0]!.singularValues).toHaveLength(8);
    expect(part.jacobian[0]!.singularValues).toHaveLength(5);
    for (const [i, value] of part.jacobian[0]!.singularValues.entries()) {
      expect(value).toBeLessThanOrEqual(all.jacobian[0]!.singularValues[i]! * (1 + 1e-5));
    }
  });

  const spoilt = {
    ...variables,
    parameters: {
      ...variables.parameters,
      dense2: { ...(variables.parameters.dense2 as object), bias: tf.fill([24], Number.NaN) },
    },
  } as typeof variables;
  it.each([
    ['one example', variables, { inputs: tf.zeros([1, 8]) }, 'invalid-argument', /fewer than two/],
    [
      'another length',
      variables,
      { inputs: tf.zeros([2, 7]) },
      'shape-mismatch',
      /\[2, 7\] instead of \[any, 8\]/,
    ],
    [
      'another input',
      variables,
      { inputs: { image: tf.zeros([2, 8]) } },
      'invalid-argument',
      /input is missing/,
    ],
    ['integers', variables, { inputs: tf.zeros([2, 8], 'int32') }, 'dtype-mismatch', /float32/],
    ['infinite examples', variables, { inputs: tf.fill([2, 8], Infinity) }, 'invalid-argument', /Infinity/],
    [
      'weights that are not finite',
      spoilt,
      { inputs: tf.ones([2, 8]) },
      'invalid-argument',
      /parameters.dense2.bias.*NaN/,
    ],
    [
      'fewer points than lags',
      variables,
      { inputs: tf.ones([2, 8]), points: 9 },
      'invalid-argument',
      /points is 9/,
    ],
    [
      'missing weights',
      { parameters: {}, statistics: {} },
      { inputs: examples() },
      'checkpoint-mismatch',
      /dense1/,
    ],
  ])('refuses %s', async (_, weights, options, code, message) => {
    const refused = diagnose(network, weights as typeof variables, { key, ...options });
    await expect(refused).rejects.toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });

  it('says so where no gradient arrives', async () => {
    const { parameters, statistics } = variables;
    const output = { ...(parameters.output as object), kernel: tf.zeros([24, 3]) };
    const silent = { parameters: { ...parameters, output }, statistics } as typeof variables;
    const { verdict, correlation } = await diagnose(network, silent, { inputs: examples(), key });
    expect(verdict.gradient).toBe('none');
    expect(correlation.ends).toBeNaN();
  });
});
