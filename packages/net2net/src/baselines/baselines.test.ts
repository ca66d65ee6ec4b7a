/** The baselines have the sizes of grown networks, keep the old weights, and do not keep the function. */

import { relu, summary } from '@diopter/core-tensor/graph';
import { randomKey } from '@diopter/core-tensor/random';
import { describe, expect, it } from 'vitest';
import { deepen } from '../deepen/index.js';
import { convolutional, drawnModel, networks, relativeDifference } from '../deepen/testing/networks.js';
import { widen } from '../widen/index.js';
import { randomDeepen, randomPad } from './index.js';

const key = randomKey(2);
const options = { double: false, key } as const;
const before = drawnModel(convolutional(relu()));

/** How often each value of one list is in another. */
const contained = (values: ArrayLike<number>, all: ArrayLike<number>) => {
  const found = new Set(Array.from(all));
  return Array.from(values).filter((value) => found.has(value)).length;
};

describe('randomPad', () => {
  const layers = [{ layer: 'conv1', to: 6 }];

  it.each(Object.keys(networks))('makes the graph that widen makes of the network with %s', async (name) => {
    const model = drawnModel(networks[name]!);
    const all = { layers: { factor: 1.5 }, ...options };
    const padded = await randomPad(model, all);
    expect(padded.model.graph).toEqual((await widen(model, all)).model.graph);
    expect(padded.certificate.preserved).toBe(false);
    expect(relativeDifference(padded.certificate).float32).toBeGreaterThan(1e-3);
  });

  it('keeps all old weights, unscaled, and draws the others', async () => {
    const { model } = await randomPad(before, { layers, ...options });
    for (const [node, variable] of [
      ['conv1', 'filter'],
      ['conv2', 'filter'],
    ] as const) {
      const old = before.parameters[node]![variable]!;
      const { data } = model.parameters[node]![variable]!;
      expect(contained(old.data, data)).toBe(old.data.length);
      expect(new Set(data).size).toBe(data.length);
    }
    // New biases start at zero, as the layer's initializer says.
    const { data } = model.parameters.conv1!.bias!;
    expect(contained(before.parameters.conv1!.bias!.data, data)).toBe(4);
    expect(data.filter((value) => value === 0)).toHaveLength(2);
    expect(model.parameters.logits).toEqual(before.parameters.logits);
  });

  it('starts new units in batch norms as a new network does', async () => {
    const model = drawnModel(networks['batch norm and pools']!);
    const padded = await randomPad(model, { layers: [{ layer: 'conv', to: 7 }], ...options });
    const { mean, variance } = padded.model.statistics.norm!;
    expect(mean!.data.filter((value) => value === 0)).toHaveLength(3);
    expect(variance!.data.filter((value) => value === 1)).toHaveLength(3);
    expect(padded.model.parameters.norm!.gamma!.data.filter((value) => value === 1)).toHaveLength(3);
  });

  it('names the layers with new units, and refuses what widen refuses', async () => {
    const { certificate } = await randomPad(before, { layers, ...options });
    expect(certificate.layers).toEqual([
      { layer: 'conv1', proof: 'approximate', words: '2 new units with random weights' },
    ]);
    await expect(randomPad(before, { layers: [{ layer: 'logits', to: 5 }], ...options })).rejects.toThrow(
      expect.objectContaining({ code: 'invalid-argument' }),
    );
  });
});

describe('randomDeepen', () => {
  it.each(['identity', 'residual'] as const)(
    'inserts the layers of deepen, with random weights: %s',
    async (kind) => {
      const all = { after: ['active1', 'active2'], kind, count: 2, ...options };
      const random = await randomDeepen(before, all);
      const exact = await deepen(before, all);
      expect(random.model.graph).toEqual(exact.model.graph);
      expect(random.inserted).toEqual(exact.inserted);
      expect(summary(random.model.graph).parameters).toBe(summary(exact.model.graph).parameters);
      expect(random.model.parameters.conv1).toEqual(before.parameters.conv1);
      expect(exact.certificate.preserved).toBe(true);
      expect(random.certificate.preserved).toBe(false);
      expect(relativeDifference(random.certificate).float32).toBeGreaterThan(1e-2);
    },
  );

  it('may come where nothing is exact, and with batch norms without data', async () => {
    const { certificate, model } = await randomDeepen(before, {
      after: 'conv1',
      normalisation: true,
      ...options,
    });
    expect(certificate.preserved).toBe(false);
    expect(model.statistics.conv1_deeper1_norm!.mean!.data).toEqual(new Float32Array(4));
  });

  it('still refuses outputs, whose names must stay', async () => {
    await expect(randomDeepen(before, { after: 'logits', ...options })).rejects.toThrow(/name must stay/);
  });
});
