/** Every kind of layer, written as ONNX and read again, computes the same. */

import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { readOnnx, writeOnnx } from '../../onnx/index.js';
import { randomKey } from '../../random/index.js';
import { apply, fromOnnx, init, summary, toOnnx } from '../index.js';
import { largestError } from '../testing/largest-error.js';
import { layerCases } from '../testing/layer-cases.js';
import { liven } from '../testing/run-onnx.js';

describe('a graph written and read', () => {
  it.each(layerCases)('$name', ({ graph, sizes }) => {
    const variables = liven(init(graph, randomKey(1)));
    for (const layout of ['nchw', 'nhwc'] as const) {
      const read = fromOnnx(readOnnx(writeOnnx(toOnnx(graph, variables, { layout }))));
      expect(read.graph.outputs).toEqual(graph.outputs);
      expect(Object.keys(read.graph.inputs)).toEqual(Object.keys(graph.inputs));
      expect(summary(read.graph, sizes[0]!).multiplyAdds).toBe(summary(graph, sizes[0]!).multiplyAdds);
      for (const shapes of sizes) {
        const inputs = Object.fromEntries(
          Object.entries(shapes).map(([name, shape], i) => [
            name,
            tf.randomNormal(shape, 0, 1, 'float32', 3 + i),
          ]),
        );
        const expected = apply(graph, variables, inputs).outputs;
        const actual = apply(read.graph, read, inputs).outputs;
        for (const [name, y] of Object.entries(expected))
          expect(largestError(actual[name]!, y)).toBeLessThan(1e-5);
      }
    }
  });
});
