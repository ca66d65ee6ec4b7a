/** Branches that start as nothing, added to the value. */

import { add, batchNorm, type Conv2d, type Dense, type Node, relu } from '@diopter/core-tensor/graph';
import type { Way } from './piece.js';
import { formatWeightLayer, matrixParameters, weightLayer } from './weights.js';

/** Functions that are infinite or not a number somewhere. */
const partial: ReadonlySet<string> = new Set([
  'log',
  'sqrt',
  'reciprocal',
  'tan',
  'asin',
  'acos',
  'acosh',
  'atanh',
]);

const secondOf = (name: string) => `${name}_second`;

/** `x + second(phi(first(x)))` with `second = 0`: nothing is asked of `phi`, and batch norm may do what it likes. */
export const residualWay: Way = {
  calibrated: false,
  activationOf: (_site, activation) => (activation ?? relu()).function,
  refusal(_site, activation = relu()) {
    const { function: name } = activation;
    return partial.has(name)
      ? `${name} has no value for some numbers, and nothing times that is not nothing`
      : undefined;
  },
  piece(site, { name, kernelSize, normalisation, activation = relu() }) {
    const options = { units: site.channels, kernelSize };
    const active = `${name}_active`;
    const nodes: Record<string, Node> = {
      [name]: { layer: weightLayer(site, { ...options, bias: !normalisation }), inputs: [site.name] },
    };
    if (normalisation) nodes[`${name}_norm`] = { layer: batchNorm(), inputs: [name] };
    nodes[active] = { layer: activation, inputs: [normalisation ? `${name}_norm` : name] };
    nodes[secondOf(name)] = { layer: weightLayer(site, { ...options, bias: true }), inputs: [active] };
    nodes[`${name}_sum`] = { layer: add(), inputs: [site.name, secondOf(name)] };
    return { site, nodes, output: `${name}_sum` };
  },
  weights({ site, nodes }, { name }) {
    const second = secondOf(name);
    const layer = nodes[second]!.layer as Conv2d | Dense;
    return {
      parameters: { [second]: matrixParameters(layer, site.channels, () => []) },
      statistics: {},
      proofs: [
        {
          layer: second,
          proof: 'exact',
          words: `a ${formatWeightLayer(layer)} of zeros: its branch adds nothing`,
        },
      ],
    };
  },
};
