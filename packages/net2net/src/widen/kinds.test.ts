/** Every kind of layer, widened where it can be and refused where it cannot. */

import { randomKey } from '@diopter/core-tensor/random';
import { describe, expect, it } from 'vitest';
import { layerKinds } from '../rules/index.js';
import { kindCases } from '../testing/kinds.js';
import { madeModel } from '../testing/made-model.js';
import { doubleDifference, grownModel } from '../testing/preservation.js';
import { randomlyPadded } from '../testing/random-pad.js';
import { planWidening, type Split, widen, widenGraph } from './index.js';

const key = randomKey(7);
const cases = layerKinds.flatMap((kind) => kindCases[kind].map((found) => ({ kind, ...found })));
const possible = cases.filter(({ refused }) => refused === undefined);
const splits: readonly Split[] = ['even', 'uneven'];

describe('widening', () => {
  it.each(layerKinds)('is tried on a network with %s', (kind) => {
    const kinds = kindCases[kind].flatMap(({ graph }) =>
      Object.values(graph.nodes).map(({ layer }) => layer.kind),
    );
    expect(kinds).toContain(kind);
  });

  describe.each(splits)('with an %s split', (split) => {
    it.each(possible)('keeps the function of $kind: $what', ({ graph, layer, to }) => {
      const model = madeModel(graph, key);
      const growth = widenGraph(graph, { layers: [{ layer, to }], split, key });
      const made = growth.graph.nodes[layer]!.layer;
      expect('filters' in made ? made.filters : 'units' in made && made.units).toBe(to);
      expect(doubleDifference(model, grownModel(growth, model), key)).toBeLessThan(1e-13);
    });
  });

  it.each(possible)('by fresh weights would change the function of $kind: $what', ({ graph, layer, to }) => {
    const model = madeModel(graph, key);
    const growth = widenGraph(graph, { layers: [{ layer, to }], key });
    expect(doubleDifference(model, randomlyPadded(growth, model, key), key)).toBeGreaterThan(1e-3);
  });

  it.each(cases.filter(({ refused }) => refused !== undefined))(
    'says why it refuses $kind: $what',
    ({ graph, layer, to, refused }) => {
      expect(() => widenGraph(graph, { layers: [{ layer, to }], key })).toThrow(refused);
    },
  );

  it.each(cases)('by a factor does what is possible for $kind: $what', ({ graph }) => {
    const model = madeModel(graph, key);
    const growth = widenGraph(graph, { layers: { factor: 1.5 }, split: 'uneven', key });
    expect(doubleDifference(model, grownModel(growth, model), key)).toBeLessThan(1e-13);
  });

  it.each(cases)('to twice the size is possible wherever the plan says so: $kind, $what', ({ graph }) => {
    for (const { name, units, widenable, reason } of planWidening(graph)) {
      const grow = () => widenGraph(graph, { layers: [{ layer: name, to: 2 * units }], key });
      if (widenable) expect(grow).not.toThrow();
      else expect(grow).toThrow(reason);
    }
  });

  it.each(layerKinds)('compiled, keeps the function of networks with %s', async (kind) => {
    for (const { graph } of kindCases[kind].slice(0, 2)) {
      const { certificate } = await widen(madeModel(graph, key), {
        layers: { factor: 2 },
        split: 'uneven',
        noise: { kind: 'zero-sum', scale: 0.1 },
        key,
      });
      expect(certificate).toMatchObject({ preserved: true });
    }
  });
});
