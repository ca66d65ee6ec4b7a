/** For tests: weights and inputs by a formula that `fixtures/make.py` repeats. */

import { type Graph, type Parameters, variableSpecs } from '@diopter/core-tensor/graph';
import type { HostTensor } from '@diopter/core-tensor/tree';

/** Pseudo-random numbers within +-scale by 32-bit arithmetic. */
export function formulaTensor(shape: readonly number[], seed: number, scale: number): HostTensor<'float32'> {
  const data = new Float32Array(shape.reduce((product, size) => product * size, 1));
  const start = Math.imul(1 + seed, 0x9e3779b9);
  for (let i = 0; i < data.length; i++) {
    let x = Math.imul(i + start, 0x85ebca6b);
    x = Math.imul(x ^ (x >>> 16), 0xc2b2ae35);
    data[i] = scale * ((x >>> 16) / 32768 - 1);
  }
  return { shape: [...shape], dtype: 'float32', data };
}

/** Parameters of a graph: seeds count the layers with weights, two for each, in the order of the nodes. */
export function formulaParameters(graph: Graph): Parameters<Graph, HostTensor<'float32'>> {
  const { parameters } = variableSpecs(graph);
  return Object.fromEntries(
    Object.entries(parameters).map(([node, { bias, ...weights }], place) => {
      const filled = Object.entries(weights).map(
        ([name, { shape, fans }]) =>
          [name, formulaTensor(shape, 2 * place, weightLimit(shape, fans!.in))] as const,
      );
      return [
        node,
        {
          ...Object.fromEntries(filled),
          ...(bias && { bias: formulaTensor(bias.shape, 2 * place + 1, 0.1) }),
        },
      ];
    }),
  );
}

/** He's limit; twice it for up-convolutions, of which every output sees a quarter of the filter. */
function weightLimit([height, , , inputs]: readonly number[], fan: number): number {
  const gain = height === 4 && inputs !== undefined ? 2 : 1;
  return gain * Math.sqrt(6 / fan);
}
