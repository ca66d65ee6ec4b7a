/** Networks as PyTorch's exporter writes them, at sizes other than those they were exported with. */

import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { readOnnx } from '../../onnx/index.js';
import { apply, fromOnnx } from '../index.js';
import { largestError } from '../testing/largest-error.js';
import { runOnnx } from '../testing/run-onnx.js';

/** Shapes to run each network at. */
const shapes = {
  residual: [2, 9, 14, 3],
  plain: [3, 16, 16, 3],
  enlarging: [1, 7, 6, 3],
  decoder: [2, 12],
} as const;

describe('an exported network', () => {
  const cases = Object.entries(shapes).flatMap(([name, shape]) =>
    ['folded', 'unfolded'].map((kind) => ({ name: `${name}-${kind}`, shape: [...shape] })),
  );
  it.each(cases)('$name', async ({ name, shape }) => {
    const model = readOnnx(readFileSync(new URL(`fixtures/${name}.onnx`, import.meta.url)));
    const read = fromOnnx(model);
    const x = tf.randomNormal(shape, 0, 1, 'float32', 1);
    const expected = (await runOnnx(model, { x }, 'nchw')).y!;
    expect(largestError(apply(read.graph, read, x).y, expected)).toBeLessThan(1e-5);
  });

  it('keeps its batch norms where they were not folded', () => {
    const read = fromOnnx(
      readOnnx(readFileSync(new URL('fixtures/residual-unfolded.onnx', import.meta.url))),
    );
    const kinds = Object.values(read.graph.nodes).map(({ layer }) => layer.kind);
    expect(kinds.filter((kind) => kind === 'batchNorm')).toHaveLength(2);
    expect(kinds.filter((kind) => kind === 'transpose')).toHaveLength(0);
  });
});
