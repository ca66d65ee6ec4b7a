/** Graphs written as ONNX files give, through ONNX Runtime, what `apply` gives. */

import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { createSession } from '../../engine/index.js';
import { validateOnnx, writeOnnx } from '../../onnx/index.js';
import { randomKey } from '../../random/index.js';
import {
  apply,
  conv2d,
  dense,
  flatten,
  type Graph,
  graph,
  init,
  node,
  relu,
  sequential,
  toOnnx,
} from '../index.js';
import { largestError } from '../testing/largest-error.js';
import { layerCases } from '../testing/layer-cases.js';
import { liven, runOnnx } from '../testing/run-onnx.js';

describe('every kind of layer', () => {
  it.each(layerCases)('$name', async ({ graph, sizes }) => {
    const variables = liven(init(graph, randomKey(1)));
    for (const layout of ['nchw', 'nhwc'] as const) {
      const model = toOnnx(graph, variables, { layout });
      validateOnnx(model);
      for (const shapes of sizes) {
        const inputs = Object.fromEntries(
          Object.entries(shapes).map(([name, shape], i) => [
            name,
            tf.randomNormal(shape, 0, 1, 'float32', 3 + i),
          ]),
        );
        const expected = apply(graph, variables, inputs).outputs;
        const actual = await runOnnx(model, inputs, layout);
        for (const [name, y] of Object.entries(expected)) {
          expect(largestError(actual[name]!, y), `${layout} ${JSON.stringify(shapes)}`).toBeLessThan(1e-5);
        }
      }
    }
  });
});

describe('toOnnx', () => {
  const net = sequential([null, 8, 8, 3], {
    conv: conv2d({ filters: 4, kernelSize: 3, strides: 2 }),
    relu: relu(),
  });

  it('leaves batch, height and width open where the graph allows it', () => {
    const variables = init(net, randomKey(1));
    const { graph } = toOnnx(net, variables);
    expect(graph.inputs[0]?.shape).toEqual(['batch', 3, 'input_height', 'input_width']);
    expect(graph.outputs[0]?.shape).toEqual(['batch', 4, 'relu_height', 'relu_width']);
    expect(graph.initializers.get('conv.filter')?.shape).toEqual([4, 3, 3, 3]);
    const fixed = toOnnx(net, variables, { inputShape: [2, 8, 8, 3], layout: 'nhwc' });
    expect(fixed.graph.inputs[0]?.shape).toEqual([2, 8, 8, 3]);
  });

  it('keeps the stated size where a dense layer needs it', () => {
    const classifier = sequential([null, 8, 8, 3], { flat: flatten(), dense: dense({ units: 2 }) });
    expect(toOnnx(classifier, init(classifier, randomKey(1))).graph.inputs[0]?.shape).toEqual([
      'batch',
      3,
      8,
      8,
    ]);
  });

  it('makes outputs of taps', async () => {
    const variables = init(net, randomKey(1));
    const session = await createSession(writeOnnx(toOnnx(net, variables, { taps: ['conv'] })));
    expect(session.outputNames).toEqual(['relu', 'conv']);
    await session.release();
  });

  it('names a missing or misshapen variable', () => {
    const { parameters, statistics } = init(net, randomKey(1));
    const read: Graph = net;
    expect(() => toOnnx(read, { parameters: {}, statistics })).toThrow(
      'node conv (conv2d): its filter is missing',
    );
    const wrong = { conv: { ...parameters.conv, filter: tf.zeros([3, 3, 4, 4]) } };
    expect(() => toOnnx(net, { parameters: wrong, statistics })).toThrow(
      '[3, 3, 4, 4] instead of [3, 3, 3, 4]',
    );
  });

  it('refuses an input as an output', () => {
    const through = graph({ inputs: { x: [1] }, nodes: { y: node(relu(), 'x') }, outputs: ['y', 'x'] });
    expect(() => toOnnx(through, init(through, randomKey(1)))).toThrow(
      'make it the output of an identity() node',
    );
  });

  it('keeps names apart', () => {
    const clashing = sequential([null, 2], { a: dense({ units: 2 }), 'a.kernel': dense({ units: 1 }) });
    const model = toOnnx(clashing, init(clashing, randomKey(1)));
    validateOnnx(model);
    expect([...model.graph.initializers.keys()]).toEqual([
      'a.kernel-2',
      'a.bias',
      'a.kernel.kernel',
      'a.kernel.bias',
    ]);
  });
});
