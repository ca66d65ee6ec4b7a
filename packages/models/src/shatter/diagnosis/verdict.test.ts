/** The verdict draws its lines where the thresholds say, and says no more than the numbers do. */

import { add, constant, dense, type Graph, type Node, node, relu } from '@diopter/core-tensor/graph';
import { describe, expect, it } from 'vitest';
import type { Diagnosis } from './diagnosis.js';
import { hasSkips } from './remedies.js';
import { coherentFrom, shatteredBelow } from './thresholds.js';
import { verdictOn } from './verdict.js';

const measured = (changes: Partial<Diagnosis>) => ({
  statistics: 'none' as const,
  gradients: { shape: [2, 1], dtype: 'float32' as const, data: Float32Array.of(1, 2) },
  autocorrelation: [1],
  reference: { brown: [1], whiteDeviation: 0.02 },
  brownShare: 1,
  correlation: { ends: 1, pairs: 1 },
  layers: [],
  jacobian: [],
  ...changes,
});

const joined = (second: Node): Graph => ({
  inputs: { input: [null, 4] },
  nodes: {
    first: node(dense({ units: 4 }), 'input'),
    active: node(relu(), 'first'),
    second,
    sum: node(add(), 'active', 'second'),
  },
  outputs: ['sum'],
});
const skipping = joined(node(dense({ units: 4 }), 'active'));
const shifting = joined(node(constant({ shape: [4] })));

const layer = (name: string, active: number, coActive: number) => {
  const alike = (coActive - active ** 2) / (active - active ** 2);
  return { name, kind: 'relu', active, coActive, alike, dead: 0 };
};

describe('verdictOn', () => {
  it.each([
    [0, 'shattered'],
    [shatteredBelow - 1e-9, 'shattered'],
    [shatteredBelow, 'partly-shattered'],
    [coherentFrom - 1e-9, 'partly-shattered'],
    [coherentFrom, 'coherent'],
    [1.2, 'coherent'],
    [Number.NaN, 'constant'],
  ])('calls a share of brown noise of %d %s', (brownShare, expected) => {
    const { gradient, words } = verdictOn(shifting, measured({ brownShare }));
    expect(gradient).toBe(expected);
    expect(words).not.toMatch(/NaN|undefined/);
  });

  it('offers a small β where there are skips, looks-linear starts where there are none', () => {
    const remedies = (network: Graph, brownShare: number) =>
      verdictOn(network, measured({ brownShare })).remedies.map(({ code }) => code);
    expect(remedies(skipping, 0)).toEqual(['small-beta']);
    expect(remedies(shifting, 0)).toEqual(['looks-linear', 'batch-norm-with-skips']);
    expect(remedies(skipping, 1)).toEqual([]);
  });

  it('names every layer beyond a threshold, and tells of the worst', () => {
    const layers = [0.1, 0.4, 0.45].map((coActive, i) => layer(`relu${i}`, 0.5, coActive));
    const { findings, words } = verdictOn(shifting, measured({ layers }));
    expect(findings.filter(({ code }) => code === 'co-activation').map(({ layer }) => layer)).toEqual([
      'relu1',
      'relu2',
    ]);
    expect(words).toContain('At relu2 (relu) two examples share 45 % of the units');
    expect(words).toContain('1 more');
    expect(words).not.toContain('relu1');
    expect(words).toContain('(25 % if independent, 50 % if alike)');
  });

  it.each([
    ['that are no more alike than in the first layer', [layer('a', 0.5, 0.45), layer('b', 0.5, 0.46)], []],
    ['more alike than in the first layer', [layer('a', 0.5, 0.4), layer('b', 0.5, 0.46)], ['b']],
    ['that share units since most are active', [layer('a', 0.5, 0.25), layer('b', 0.84, 0.72)], []],
    ['that share all of few active units', [layer('a', 0.5, 0.25), layer('b', 0.1, 0.09)], ['b']],
  ])('merging is of examples %s: %#', (_, layers, expected) => {
    const { findings, remedies } = verdictOn(shifting, measured({ layers }));
    expect(findings.flatMap(({ code, layer }) => (code === 'co-activation' ? [layer] : []))).toEqual(
      expected,
    );
    expect(remedies.some(({ code }) => code === 'centring')).toBe(expected.length > 0);
  });
});

describe('hasSkips', () => {
  it('sees sums of two computed values, not of a value and a constant', () => {
    expect([hasSkips(skipping), hasSkips(shifting)]).toEqual([true, false]);
  });
});
