/** The networks of the literature against PyTorch in double precision. */

import { readFileSync } from 'node:fs';
import type { Graph } from '@diopter/core-tensor/graph';
import { describe, expect, it } from 'vitest';
import { bvlcAlexNet, caffeNet, discriminator, inversionGenerator, torchvisionAlexNet } from './index.js';
import { computed, formulaParameters, formulaTensor, part, rootMeanSquare } from './testing/index.js';

interface Case {
  readonly input: { readonly shape: readonly number[]; readonly scale: number };
  readonly shape: readonly number[];
  /** Root mean square of all values. */
  readonly size: number;
  /** Which values are stored: one in so many. */
  readonly step: number;
  readonly values: readonly number[];
}

const cases = JSON.parse(
  readFileSync(new URL('./fixtures/networks.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, Case>>;

const networks: Readonly<Record<string, Graph>> = {
  caffeNet: part(caffeNet(), { until: 'pool5' }),
  bvlcAlexNet: part(bvlcAlexNet(), { until: 'pool5' }),
  torchvisionAlexNet: part(torchvisionAlexNet(), { until: 'pool5' }),
  discriminator: discriminator({ features: 20 }),
  norm1: inversionGenerator('norm1'),
  norm2: inversionGenerator('norm2'),
  conv4: inversionGenerator('conv4'),
  pool5: inversionGenerator('pool5'),
  vectors: part(inversionGenerator('fc7'), { after: 'relu_defc5', shape: [null, 4096] }),
};

describe('compiled, with the weights of PyTorch, the network is the same:', () => {
  it.each(Object.keys(cases))('%s', async (name) => {
    const { input, shape, size, step, values } = cases[name]!;
    const network = networks[name]!;
    const x = formulaTensor(input.shape, 1000, input.scale);
    const features = formulaTensor([2, 20], 1001, 1);
    const [first, second] = Object.keys(network.inputs);
    const inputs = { [first!]: x, ...(second !== undefined && { [second]: features }) };
    const parameters = formulaParameters(network);
    const outputs = await computed(network, { parameters, statistics: {} }, inputs);
    const y = outputs[network.outputs[0]!]!;
    expect(y.shape).toEqual(shape);
    expect(rootMeanSquare(y) / size).toBeCloseTo(1, 5);
    const found = y.dataSync<'float32'>();
    const largest = Math.max(...values.map((expected, i) => Math.abs(found[i * step]! - expected)));
    expect(largest / size).toBeLessThan(1e-4);
  });
});
