/** The network of a run: a deep network that takes pixels in [0, 1]. */

import type { Graph } from '@diopter/core-tensor/graph';
import { deepNetwork } from '@diopter/models';
import { centredNetwork } from '../classifier/centred.js';
import type { Centring } from '../classifier/centring.js';
import type { ClassifierInput } from '../classifier/learner.js';
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
 * The {@link deepNetwork} of the options, which wants pixels that are centred.
 *
 * @throws DiopterError as `deepNetwork`.
 */
export function uncentredNetwork({
  options,
  imageShape,
  classes,
}: Omit<DeepNetworkInput, 'centring'>): Graph {
  const { depth, architecture, activation, normalisation, init, beta, channels, kernelSize } = options;
  const { transformGate, halvings = possibleHalvings(imageShape, depth) } = options;
  return deepNetwork({
    ...{ depth, imageShape, architecture, activation, normalisation, beta, channels, kernelSize },
    outputs: classes,
    initialisation: init,
    ...(transformGate !== undefined && { transformGate }),
    poolAfter: Array.from({ length: halvings }, (_, i) => (i + 1) * layersPerHalving),
  });
}

/** The same as a classifier that takes pixels in [0, 1]. */
export function deepClassifier({ centring, ...input }: DeepNetworkInput): ClassifierInput {
  const { options, classes } = input;
  return { network: centredNetwork(uncentredNetwork(input), centring), classes, options };
}

/** How often, of the usual times, height and width can be halved and there is a layer to do it after. */
function possibleHalvings([height, width]: DeepNetworkInput['imageShape'], depth: number): number {
  return Array.from({ length: usualHalvings }, (_, i) => i + 1).filter(
    (halvings) =>
      height % 2 ** halvings === 0 && width % 2 ** halvings === 0 && halvings * layersPerHalving < depth,
  ).length;
}
