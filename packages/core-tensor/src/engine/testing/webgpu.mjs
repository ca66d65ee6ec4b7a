/** Prints a convolution and a matrix product as computed on the WebGPU provider and on the CPU. */

import { createSession } from '@diopter/core-tensor/engine';
import { ints, writeOnnx } from '@diopter/core-tensor/onnx';

const shapes = { x: [2, 3, 17, 19], w: [5, 3, 3, 3], a: [33, 47], b: [47, 29] };
const call = (op, inputs, outputs, attributes = {}) => ({
  op,
  domain: '',
  name: op,
  inputs,
  outputs,
  attributes,
});
const value = (name, shape) => ({ name, dataType: 'float32', shape });
const model = writeOnnx({
  irVersion: 8,
  opsets: { '': 17 },
  graph: {
    name: 'both',
    nodes: [
      call('Conv', ['x', 'w'], ['y'], { pads: ints([1, 1, 1, 1]), strides: ints([2, 2]) }),
      call('MatMul', ['a', 'b'], ['c']),
    ],
    inputs: Object.entries(shapes).map(([name, shape]) => value(name, shape)),
    outputs: [value('y', [2, 5, 9, 10]), value('c', [33, 29])],
    initializers: new Map(),
  },
});

const waves = (shape, phase) => ({
  dataType: 'float32',
  shape,
  data: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => Math.sin(i * 0.7 + phase)),
});
const feeds = Object.fromEntries(Object.entries(shapes).map(([name, shape], i) => [name, waves(shape, i)]));

const results = {};
for (const provider of ['webgpu', 'cpu']) {
  const session = await createSession(model, { providers: [provider], outputsInPlace: true });
  const { y, c } = await session.run(feeds, { y: waves([2, 5, 9, 10], 0), c: waves([33, 29], 0) });
  results[provider] = { y: [...y.data], c: [...c.data] };
  await session.release();
}
console.log(JSON.stringify(results));
