/** The networks that weights without a description of their network can be put into, by name. */

import type { Graph } from '@diopter/core-tensor/graph';
import {
  type AlexNetLayer,
  alexNetFeatures,
  bvlcAlexNet,
  caffeNet,
  caffePreprocessing,
  torchvisionAlexNet,
  torchvisionAlexNetModules,
  torchvisionPreprocessing,
} from '../alexnet/index.js';
import { inversionGenerator } from '../inversion/index.js';
import { generatorModules } from './generator-modules.js';
import type { ImagePreprocessing } from './preprocessing.js';

/** A network that weights are put into. */
export interface Architecture {
  graph(): Graph;
  /** The modules of PyTorch's tensors by node, where they have other names than the nodes; tried before the nodes' own. */
  modules?(graph: Graph): Readonly<Record<string, string>>;
  /** Whether its nodes bear the names of Caffe's layers, whose blobs are what rectification leaves of them. */
  readonly isOfCaffe?: boolean;
  readonly preprocessing?: ImagePreprocessing;
}

const generator = (layer: AlexNetLayer): Architecture => ({
  graph: () => inversionGenerator(layer),
  modules: generatorModules,
  isOfCaffe: true,
});

/** By the names that the command line takes. */
export const architectures: Readonly<Record<string, Architecture>> = {
  caffenet: { graph: () => caffeNet(), isOfCaffe: true, preprocessing: caffePreprocessing },
  'bvlc-alexnet': { graph: () => bvlcAlexNet(), isOfCaffe: true, preprocessing: caffePreprocessing },
  'torchvision-alexnet': {
    graph: () => torchvisionAlexNet(),
    modules: () => torchvisionAlexNetModules,
    preprocessing: torchvisionPreprocessing,
  },
  ...Object.fromEntries(
    (Object.keys(alexNetFeatures) as AlexNetLayer[]).map((layer) => [`inversion-${layer}`, generator(layer)]),
  ),
};
