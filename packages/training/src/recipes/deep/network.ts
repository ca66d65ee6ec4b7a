/** The network of a run: a deep network that takes pixels in [0, 1]. */

import { type Graph, node, normalise } from '@diopter/core-tensor/graph';
import { deepNetwork } from '@diopter/models';
import type { Centring } from './centring.js';
import type { DeepSettings } from './description.js';

/** What the network depends on. Plain data. */
export interface DeepNetworkInput {
  readonly options: DeepSettings;
  /** Height, width and channels of the pictures. */
  readonly imageShape: readonly [height: number, width: number, channels: number];
  readonly classes: number;
  /** What pixels are centred with inside the network. */
  readonly centring: Centring;
}

/** After every other layer: what reads a halved picture should have been learnt in full size. */
const layersPerHalving = 2;
const usualHalvings = 2;

/**
 * A {@link deepNetwork} that centres its input, `[batch, ...imageShape]` in [0, 1]; output logits, `[batch, classes]`.
 *
 * @throws DiopterError as `deepNetwork`.
 */
export function centredNetwork({ options, imageShape, classes, centring }: DeepNetworkInput): Graph {
  const { init, transformGate, halvings = possibleHalvings(imageShape, options.depth), ...others } = options;
  const { inputs, nodes, outputs } = deepNetwork({
    depth: others.depth,
    outputs: classes,
    imageShape,
    architecture: others.architecture,
    activation: others.activation,
    normalisation: others.normalisation,
    initialisation: init,
    beta: others.beta,
    ...(transformGate !== undefined && { transformGate }),
    channels: others.channels,
    kernelSize: others.kernelSize,
    poolAfter: Array.from({ length: halvings }, (_, i) => (i + 1) * layersPerHalving),
  });
  const { mean, deviation } = centring;
  const { layer1 } = nodes;
  return {
    inputs,
    nodes: {
      ...nodes,
      centred: node(normalise({ mean, standardDeviation: deviation }), 'input'),
      layer1: { ...layer1!, inputs: ['centred'] },
    },
    outputs,
  };
}

/** How often, of the usual times, height and width can be halved and there is a layer to do it after. */
function possibleHalvings([height, width]: DeepNetworkInput['imageShape'], depth: number): number {
  return Array.from({ length: usualHalvings }, (_, i) => i + 1).filter(
    (halvings) =>
      height % 2 ** halvings === 0 && width % 2 ** halvings === 0 && halvings * layersPerHalving < depth,
  ).length;
}
