/** Clusters are named by validation images, and counted by the names. */

import { permutationValues, randomKey, uniformValues } from '@diopter/core-tensor/random';
import { describe, expect, it } from 'vitest';
import { type ClusteredImages, type ClusterRule, clusterAccuracy, clusterLabels } from './index.js';

const images = (rows: readonly (readonly number[])[], labels: readonly number[]): ClusteredImages => ({
  probabilities: { shape: [rows.length, rows[0]?.length ?? 0], data: Float32Array.from(rows.flat()) },
  labels,
});

/** Cluster 0 holds two images of class 5 and, most confidently, one of class 1; no image is in cluster 2. */
const validation = images(
  [
    [0.9, 0.05, 0.05],
    [0.6, 0.1, 0.3],
    [0.7, 0.2, 0.1],
    [0.2, 0.6, 0.2],
  ],
  [1, 5, 5, 2],
);

describe('clusterLabels', () => {
  it.each<[ClusterRule, number[]]>([
    ['most-confident', [1, 2, 5]],
    ['majority', [5, 2, -1]],
  ])('by the rule %s', (rule, classes) => {
    expect([...clusterLabels(validation, { rule })]).toEqual(classes);
  });

  it('follows the most confident image unless told otherwise, as the paper does', () => {
    expect(clusterLabels(validation)).toEqual(clusterLabels(validation, { rule: 'most-confident' }));
  });

  it.each<ClusterRule>(['most-confident', 'majority'])(
    'by the rule %s does not depend on the order of images',
    (rule) => {
      const { data } = uniformValues(randomKey(1), [200, 7]);
      const labels = uniformValues(randomKey(2), [200], { maximum: 4, dtype: 'int32' }).data;
      const order = [...permutationValues(randomKey(3), 200).data];
      const rows = Array.from({ length: 200 }, (_, i) => [...data.subarray(7 * i, 7 * i + 7)]);
      const given = images(rows, [...labels]);
      const shuffled = images(
        order.map((i) => rows[i]!),
        order.map((i) => labels[i]!),
      );
      expect(clusterLabels(shuffled, { rule })).toEqual(clusterLabels(given, { rule }));
    },
  );
});

describe('clusterAccuracy', () => {
  it('counts images whose cluster is called like them; -1 is never right', () => {
    const test = images(
      [
        [0.8, 0.1, 0.1],
        [0.1, 0.8, 0.1],
        [0.1, 0.1, 0.8],
        [0.4, 0.5, 0.1],
      ],
      [5, 2, 5, 5],
    );
    expect(clusterAccuracy(test, clusterLabels(validation))).toBe(0.5);
    expect(clusterAccuracy(test, clusterLabels(validation, { rule: 'majority' }))).toBe(0.5);
    expect(clusterAccuracy(test, [5, 2, 5])).toBe(0.75);
    expect(clusterAccuracy(test, [-1, -1, -1])).toBe(0);
  });

  it('is 1 for clusters that are the classes in another order, and as by chance for noise', () => {
    const labels = [...uniformValues(randomKey(2), [3000], { maximum: 10, dtype: 'int32' }).data];
    const perfect = images(
      labels.map((label) => Array.from({ length: 10 }, (_, i) => (i === (label * 3) % 10 ? 0.91 : 0.01))),
      labels,
    );
    expect(clusterAccuracy(perfect, clusterLabels(perfect))).toBe(1);
    const noise = { probabilities: uniformValues(randomKey(4), [3000, 10]), labels };
    expect(Math.abs(clusterAccuracy(noise, clusterLabels(noise)) - 0.1)).toBeLessThan(0.03);
  });
});

describe('clusters are refused', () => {
  const row = [0.5, 0.5];
  it.each<[string, ClusteredImages]>([
    ['shape-mismatch', images([row, row], [1])],
    ['shape-mismatch', images([], [])],
    ['shape-mismatch', { probabilities: { shape: [4], data: new Float32Array(4) }, labels: [0, 0, 0, 0] }],
    ['invalid-argument', images([row, row], [0, -1])],
    ['invalid-argument', images([row, row], [0, 0.5])],
  ])('with %s', (code, given) => {
    expect(() => clusterLabels(given)).toThrow(expect.objectContaining({ code }));
    expect(() => clusterAccuracy(given, [0, 1])).toThrow(expect.objectContaining({ code }));
  });

  it('with another number of classes', () => {
    expect(() => clusterAccuracy(images([row], [0]), [0])).toThrow('1 classes for 2 clusters');
  });
});
