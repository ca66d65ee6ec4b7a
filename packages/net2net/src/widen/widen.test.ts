/** What widening asks for, draws and reports; what ports of Net2Net were found to get wrong has a test here. */

import {
  add,
  batchNorm,
  concat,
  conv2d,
  dense,
  type Graph,
  graph,
  layerNorm,
  node,
  relu,
  sequential,
} from '@diopter/core-tensor/graph';
import { randomKey } from '@diopter/core-tensor/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeModel } from '../testing/made-model.js';
import { doubleDifference, grownModel } from '../testing/preservation.js';
import { planWidening, widen, widenGraph } from './index.js';

const key = randomKey(5);
const image = [null, 4, 4, 3] as const;
const conv = (filters: number, groups = 1) => conv2d({ filters, kernelSize: 3, groups });
const filtersOf = ({ nodes }: Graph, name: string) => {
  const { layer } = nodes[name]!;
  return layer.kind === 'conv2d' ? layer.filters : undefined;
};

const chain = sequential(image, {
  first: conv(4),
  norm: batchNorm(),
  active: relu(),
  again: batchNorm(),
  second: conv(5),
  rest: relu(),
  last: conv(2),
});

/** A layer that is tied to one that is joined to another. */
const joined = graph({
  inputs: { image },
  nodes: {
    a: node(conv(4), 'image'),
    b: node(conv(4), 'image'),
    both: node(concat(), 'a', 'b'),
    c: node(conv(8), 'image'),
    sum: node(add(), 'both', 'c'),
    last: node(conv(2), 'sum'),
  },
  outputs: ['last'],
});

describe('a layer of which a part has grown', () => {
  it('grows the rest, and leaves the part as it is', () => {
    const layers = [
      { layer: 'a', to: 6 },
      { layer: 'c', to: 13 },
    ];
    const growth = widenGraph(joined, { layers, key });
    expect([
      filtersOf(growth.graph, 'a'),
      filtersOf(growth.graph, 'b'),
      filtersOf(growth.graph, 'c'),
    ]).toEqual([6, 7, 13]);
    const model = madeModel(joined, key);
    expect(doubleDifference(model, grownModel(growth, model), key)).toBeLessThan(1e-13);
  });

  it('cannot be smaller than the part has made it, or grow when all has grown', () => {
    const grow = (to: number, before: readonly { layer: string; to: number }[]) =>
      widenGraph(joined, { layers: [...before, { layer: 'c', to }], key });
    expect(() => grow(9, [{ layer: 'a', to: 6 }])).toThrow(
      'it has 10 units now, since a layer that it is tied to has grown',
    );
    const both = [
      { layer: 'a', to: 5 },
      { layer: 'b', to: 5 },
    ];
    expect(() => grow(12, both)).toThrow('it has 10 units now');
    expect(filtersOf(grow(10, both).graph, 'c')).toBe(10);
  });
});

describe('groups that share channels', () => {
  it('stay of one size, whichever channels are copied', () => {
    const shared = graph({
      inputs: { image },
      nodes: {
        a: node(conv(2), 'image'),
        b: node(conv(1), 'image'),
        c: node(conv(1), 'image'),
        all: node(concat(), 'a', 'b', 'a', 'c'),
        grouped: node(conv(4, 2), 'all'),
        last: node(conv(2), 'grouped'),
      },
      outputs: ['last'],
    });
    const model = madeModel(shared, key);
    fc.assert(
      fc.property(fc.nat().map(randomKey), (key) => {
        const growth = widenGraph(shared, { layers: [{ layer: 'a', to: 4 }], key });
        expect(doubleDifference(model, grownModel(growth, model), key)).toBeLessThan(1e-13);
      }),
      { numRuns: 10 },
    );
  });
});

describe('planWidening', () => {
  it('names what grows along: the same units, and those that groups keep in proportion', () => {
    const tied = Object.fromEntries(planWidening(joined).map(({ name, tied }) => [name, tied]));
    expect(tied).toEqual({ a: ['c'], b: ['c'], c: ['a', 'b'], last: [] });
    const grouped = graph({
      inputs: { image },
      nodes: {
        a: node(conv(2), 'image'),
        b: node(conv(2), 'image'),
        all: node(concat(), 'a', 'b'),
        grouped: node(conv(4, 2), 'all'),
        last: node(conv(2), 'grouped'),
      },
      outputs: ['last'],
    });
    expect(planWidening(grouped)[0]).toMatchObject({ name: 'a', units: 2, widenable: true, tied: ['b'] });
  });

  it('gives the reason of a layer far away from the input that forbids copies', () => {
    const shortcut = graph({
      inputs: { image: [null, 4, 4, 4] },
      nodes: {
        a: node(conv(4), 'image'),
        sum: node(add(), 'a', 'b'),
        b: node(conv(4), 'again'),
        again: node(relu(), 'first'),
        first: node(add(), 'c', 'image'),
        c: node(conv(4), 'image'),
        last: node(conv(2), 'sum'),
        tied: node(add(), 'b', 'c'),
        end: node(conv(1), 'tied'),
      },
      outputs: ['last', 'end'],
    });
    expect(planWidening(shortcut).map(({ name, reason }) => [name, reason])).toEqual(
      expect.arrayContaining([
        ['a', 'image is an input of the network'],
        ['b', 'image is an input of the network'],
        ['c', 'image is an input of the network'],
      ]),
    );
  });

  it('refuses a layer that is an output and is widened inside', () => {
    const twice = graph({
      inputs: { image },
      nodes: { a: node(conv(4), 'image'), active: node(relu(), 'a'), b: node(conv(2), 'active') },
      outputs: ['a', 'b'],
    });
    expect(planWidening(twice).map(({ reason }) => reason)).toEqual([
      'a is an output of the network',
      'b is an output of the network',
    ]);
  });

  it('refuses what is joined to channels of which it is not known how many', () => {
    const open = graph({
      inputs: { rows: [null, null], vector: [null, 3] },
      nodes: {
        a: node(dense({ units: 4 }), 'vector'),
        all: node(concat(), 'rows', 'a'),
        head: node(dense({ units: 2 }), 'vector'),
      },
      outputs: ['all', 'head'],
    });
    expect(planWidening(open)[0]).toMatchObject({
      name: 'a',
      reason: 'all has channels of which it is not known how many',
    });
  });
});

describe('a request', () => {
  it.each([
    [{ layers: { factor: 0.5 } }, 'the factor is 0.5'],
    [{ layers: { factor: Number.NaN } }, 'the factor is NaN'],
    [
      { layers: [{ layer: 'norm', to: 8 }] },
      'there is no layer "norm" that makes units (help: one of first, second, last)',
    ],
    [{ layers: [{ layer: 'first', to: 4.5 }] }, '4.5 is no number of units'],
    [{ layers: [{ layer: 'first', to: 3 }] }, 'layer first: it has 4 units already'],
    [
      { layers: [{ layer: 'last', to: 3 }] },
      'layer last: its units cannot be copied: last is an output of the network',
    ],
  ])('that cannot be met, %j, is refused with what is wrong', (options, message) => {
    expect(() => widenGraph(chain, { ...options, key })).toThrow(message);
  });

  it('by a factor goes to the nearest possible sizes', () => {
    const normed = sequential(image, {
      first: conv(4),
      norm: layerNorm(),
      second: conv(6, 2),
      third: conv(6, 3),
      last: conv(2),
    });
    const { graph } = widenGraph(normed, { layers: { factor: 1.6 }, key });
    // Of a mean as many copies of each; of groups parts of one size: 3 in 2 and 2 in 3 groups.
    expect(['first', 'second', 'third'].map((name) => filtersOf(graph, name))).toEqual([8, 12, 9]);
  });

  it('draws the same copies from the same key, in whatever order layers are asked for', () => {
    const [first, second] = [
      { layer: 'first', to: 6 },
      { layer: 'second', to: 9 },
    ];
    const growth = widenGraph(chain, { layers: [first!, second!], split: 'uneven', key });
    expect(widenGraph(chain, { layers: [second!, first!], split: 'uneven', key })).toEqual(growth);
    expect(widenGraph(chain, { layers: [first!, second!], split: 'uneven', key: randomKey(6) })).not.toEqual(
      growth,
    );
  });
});

describe('widen', () => {
  const model = madeModel(chain, key);
  const layers = [{ layer: 'first', to: 9 }];
  const filterOf = ({ parameters }: Pick<typeof model, 'parameters'>, name: string) =>
    parameters[name]!.filter!;
  /** The columns of a filter: what each output adds up. */
  const column = ({ shape, data }: { shape: readonly number[]; data: ArrayLike<number> }, place: number) =>
    Array.from(data).filter((_, i) => i % shape[3]! === place);

  it('leaves the network that it was given as it is', async () => {
    const before = structuredClone(model);
    await widen(model, { layers, noise: { kind: 'paper', scale: 1 }, key });
    expect(model).toEqual(before);
  });

  it('copies the statistics and the slopes of every batch norm to every new unit', async () => {
    const { model: wide, growth } = await widen(model, { layers, key });
    const { source } = growth.parameters.norm!.gamma!.output!.growth;
    expect(source).toHaveLength(9);
    for (const name of ['norm', 'again']) {
      const [before, after] = [model, wide].map(({ parameters, statistics }) => ({
        ...parameters[name],
        ...statistics[name],
      }));
      for (const variable of ['gamma', 'beta', 'mean', 'variance']) {
        expect([...after![variable]!.data]).toEqual(
          Array.from(source, (from) => before![variable]!.data[from]),
        );
      }
    }
  });

  it('adds the noise of the paper to the new copies only, and to each of their weights', async () => {
    const options = { layers: [...layers, { layer: 'second', to: 8 }], key };
    const quiet = await widen(model, options);
    const noisy = await widen(model, { ...options, noise: { kind: 'paper', scale: 0.1 } });
    const { copy } = noisy.growth.parameters.second!.filter!.output!.growth;
    copy.forEach((number, place) => {
      const [before, after] = [quiet, noisy].map(({ model }) => column(filterOf(model, 'second'), place));
      const differences = after!.map((value, i) => value - before![i]!);
      if (number === 0) expect(differences.every((difference) => difference === 0)).toBe(true);
      else expect(new Set(differences).size).toBe(differences.length);
    });
    expect(noisy.certificate.preserved).toBe(false);
    expect(noisy.certificate.layers.map(({ layer, proof }) => [layer, proof])).toContainEqual([
      'second',
      'approximate',
    ]);
  });

  it('adds zero-sum noise to all copies, and the function stays', async () => {
    const quiet = await widen(model, { layers, key });
    const noisy = await widen(model, { layers, noise: { kind: 'zero-sum', scale: 0.5 }, key });
    const [before, after] = [quiet, noisy].map(({ model }) => filterOf(model, 'second'));
    const { source } = noisy.growth.parameters.second!.filter!.input!.groups[0]!;
    const isCopied = (place: number) => source.filter((from) => from === source[place]).length > 1;
    const inputOf = (i: number) => Math.floor(i / before!.shape[3]!) % before!.shape[2]!;
    before!.data.forEach((value, i) => {
      if (isCopied(inputOf(i))) expect(after!.data[i]).not.toBe(value);
      else expect(after!.data[i]).toBe(value);
    });
    expect(noisy.certificate.preserved).toBe(true);
  });

  it('says of each layer what was done, and by a factor why nothing was', async () => {
    const { certificate } = await widen(madeModel(joined, key), {
      layers: { factor: 1.5 },
      key,
      double: false,
    });
    expect(certificate.layers).toEqual([
      { layer: 'a', proof: 'exact', words: 'makes 6 instead of 4 units' },
      { layer: 'b', proof: 'exact', words: 'makes 6 instead of 4 units' },
      { layer: 'c', proof: 'exact', words: 'makes 12 instead of 8 units' },
      { layer: 'last', proof: 'exact', words: 'adds up 12 instead of 8 units' },
    ]);
    const single = sequential(image, { only: conv(2) });
    const nothing = await widen(madeModel(single, key), { layers: { factor: 2 }, key });
    expect(nothing.certificate.layers).toEqual([
      { layer: 'only', proof: 'refused', words: 'only is an output of the network' },
    ]);
  });

  it('gives a certificate from which it can be done again', async () => {
    const options = { layers, split: 'uneven', noise: { kind: 'zero-sum', scale: 0.2 } } as const;
    const { model: wide, certificate } = await widen(model, { ...options, key });
    const stored = JSON.parse(JSON.stringify(certificate));
    expect(stored).toEqual(certificate);
    expect(stored.options).toEqual(options);
    const again = await widen(model, { ...stored.options, key });
    expect(again.model).toEqual(wide);
    expect(again.certificate).toEqual(certificate);
  });
});
