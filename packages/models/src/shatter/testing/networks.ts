/** For tests: networks whose gradients are known to shatter, or not to. */

import {
  add,
  batchNorm,
  dense,
  type Graph,
  graph,
  type Layer,
  type Node,
  node,
  relu,
  scale,
  sequential,
} from '@diopter/core-tensor/graph';

/** Hidden layers of so many units, with ReLU, batch norm before it if asked for, and an output of `outputs` numbers. */
export function plainNetwork(
  depth: number,
  { width = 48, inputs = 8, outputs = 3, normalised = true } = {},
): Graph {
  const hidden = Array.from({ length: depth }, (_, i): [string, Layer][] => [
    [`dense${i + 1}`, dense({ units: width })],
    ...(normalised ? [[`norm${i + 1}`, batchNorm()] as [string, Layer]] : []),
    [`relu${i + 1}`, relu()],
  ]).flat();
  return sequential([null, inputs], {
    ...Object.fromEntries(hidden),
    output: dense({ units: outputs }),
  });
}

/** Residual blocks `x + β W relu(BN(x))` between a first and a last dense layer. */
export function residualNetwork(
  depth: number,
  { width = 48, inputs = 8, outputs = 3, beta = 0.1 } = {},
): Graph {
  const nodes: Record<string, Node> = { sum0: node(dense({ units: width }), 'input') };
  for (let i = 1; i <= depth; i++) {
    nodes[`norm${i}`] = node(batchNorm(), `sum${i - 1}`);
    nodes[`relu${i}`] = node(relu(), `norm${i}`);
    nodes[`dense${i}`] = node(dense({ units: width }), `relu${i}`);
    nodes[`scaled${i}`] = node(scale({ multiplier: beta }), `dense${i}`);
    nodes[`sum${i}`] = node(add(), `sum${i - 1}`, `scaled${i}`);
  }
  nodes.output = node(dense({ units: outputs }), `sum${depth}`);
  return graph({ inputs: { input: [null, inputs] }, nodes, outputs: ['output'] });
}
