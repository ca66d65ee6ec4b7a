/** The smallest model that makes a provider compute: y = x x. */

import { writeOnnx } from '../../onnx/index.js';

const matrix = (name: string) => ({ name, dataType: 'float32', shape: [2, 2] }) as const;

/** Input `x` and output `y` are float32 of shape [2, 2]. */
export function probeModel(): Uint8Array {
  const product = { op: 'MatMul', domain: '', name: '', inputs: ['x', 'x'], outputs: ['y'], attributes: {} };
  return writeOnnx({
    irVersion: 8,
    opsets: { '': 17 },
    graph: {
      name: 'probe',
      nodes: [product],
      initializers: new Map(),
      inputs: [matrix('x')],
      outputs: [matrix('y')],
    },
  });
}
