/** Random networks, widened at random: the same function, or a refusal with a reason. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { randomKey } from '@diopter/core-tensor/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layerKinds } from '../rules/index.js';
import { madeModel } from '../testing/made-model.js';
import { doubleDifference, grownModel } from '../testing/preservation.js';
import { randomGraphs } from '../testing/random-graph.js';
import { randomlyPadded } from '../testing/random-pad.js';
import { planWidening, widen, widenGraph } from './index.js';
import { withNoise } from './noise.js';

/** The only answers to a request that cannot be met. */
const reasons = new RegExp(
  [
    'is an (input|output) of the network',
    'repeats it along all channels',
    '(reduces|is a softmax over|compares neighbouring) channels',
    'moves channels to another axis',
    'reshapes channels into other axes',
    'takes neighbouring channels for a block of pixels',
    'takes every so many channels',
    'cuts channels off, or repeats them at the edge',
    'copies of the units that it takes would not lie beside each other',
    'it combines the same units in two orders',
    '\\d+ units are not possible: .* ask(s)? for .*: \\d+, \\d+, ',
    'it has \\d+ units now, since a layer that it is tied to has grown',
  ].join('|'),
);

const splits = fc.constantFrom('even', 'uneven');
const keys = fc.nat().map(randomKey);

/** Some of the layers that can be widened, with sizes that may not be possible; or all by a factor. */
const requests = fc.oneof(
  fc.record({ factor: fc.constantFrom(1, Math.SQRT2, 1.5, 2) }),
  fc.array(fc.record({ place: fc.nat(), more: fc.nat({ max: 8 }) }), { minLength: 1, maxLength: 3 }),
);

describe('a random network', () => {
  it('has every kind of layer, sooner or later', () => {
    const found = fc.sample(randomGraphs, { numRuns: 600, seed: 1 });
    const kinds = new Set(found.flatMap(({ nodes }) => Object.values(nodes).map(({ layer }) => layer.kind)));
    expect([...kinds].sort()).toEqual([...layerKinds].sort());
  });

  it('keeps its function when it is widened, or says why it cannot be', () => {
    fc.assert(
      fc.property(randomGraphs, requests, splits, fc.boolean(), keys, (graph, request, split, noisy, key) => {
        const plan = planWidening(graph);
        const layers =
          'factor' in request
            ? request
            : request.map(({ place, more }) => {
                const { name, units } = plan[place % plan.length]!;
                return { layer: name, to: units + more };
              });
        try {
          const growth = widenGraph(graph, { layers, split, key });
          const model = madeModel(graph, key);
          const { parameters, ...grown } = grownModel(growth, model);
          const noise = { kind: 'zero-sum', scale: 0.3 } as const;
          const weights = noisy ? withNoise(noise, growth, model.parameters, parameters, key) : parameters;
          expect(doubleDifference(model, { ...grown, parameters: weights }, key)).toBeLessThan(1e-12);
        } catch (error) {
          if (!(error instanceof DiopterError)) throw error;
          expect(error.code).toBe('invalid-argument');
          expect(error.message).toMatch(reasons);
          expect(layers).not.toHaveProperty('factor');
        }
      }),
      { numRuns: Number(process.env.D1_RUNS ?? 100) },
    );
  });

  it('grows to twice the size wherever the plan says that it can, and else is refused for the reason that it gives', () => {
    fc.assert(
      fc.property(randomGraphs, keys, (graph, key) => {
        for (const { name, units, widenable, reason } of planWidening(graph)) {
          const grow = () => widenGraph(graph, { layers: [{ layer: name, to: 2 * units }], key });
          if (widenable) expect(grow).not.toThrow();
          else expect(grow).toThrow(reason);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('grows to the sizes that a refusal names', () => {
    let named = 0;
    fc.assert(
      fc.property(randomGraphs, keys, (graph, key) => {
        for (const { name, units, widenable } of planWidening(graph)) {
          if (!widenable) continue;
          try {
            widenGraph(graph, { layers: [{ layer: name, to: units + 1 }], key });
          } catch (error) {
            const possible = /: (\d+), (\d+), \.\.\./
              .exec((error as Error).message)!
              .slice(1)
              .map(Number);
            for (const to of possible) widenGraph(graph, { layers: [{ layer: name, to }], key });
            named++;
          }
        }
      }),
      { numRuns: 60, seed: 2 },
    );
    expect(named).toBeGreaterThan(10);
  });

  it('computes something else when new units get fresh weights instead', () => {
    const models = fc
      .sample(randomGraphs, { numRuns: 60, seed: 3 })
      .map((graph) => madeModel(graph, randomKey(4)));
    const differences = models.flatMap((model) => {
      const growth = widenGraph(model.graph, { layers: { factor: 2 }, key: randomKey(5) });
      const grew = JSON.stringify(growth.graph) !== JSON.stringify(model.graph);
      return grew ? [doubleDifference(model, randomlyPadded(growth, model, randomKey(6)), randomKey(7))] : [];
    });
    const seen = differences.filter((difference) => difference > 1e-6);
    // What has grown may lead nowhere, or through rectifiers that are all at rest.
    expect(seen.length).toBeGreaterThan(0.8 * differences.length);
    expect(seen.length).toBeGreaterThan(30);
  });

  it('keeps its function in single precision, compiled', async () => {
    const key = randomKey(8);
    for (const graph of fc.sample(randomGraphs, { numRuns: 20, seed: 9 })) {
      const { certificate } = await widen(madeModel(graph, key), {
        layers: { factor: 1.5 },
        split: 'uneven',
        key,
      });
      expect(certificate).toMatchObject({ preserved: true });
    }
  });
});
