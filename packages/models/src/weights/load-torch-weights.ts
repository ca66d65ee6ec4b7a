/** `loadTorchWeights`: a PyTorch state dictionary for one of our graphs. */

import type { Graph, Variables } from '@diopter/core-tensor/graph';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { type NamedTensors, type PlaceOptions, placeTensors } from './place-tensors.js';

/** Options of {@link loadTorchWeights}. */
export type LoadTorchWeightsOptions = Pick<PlaceOptions, 'names' | 'unexpected'>;

/**
 * Puts the tensors of a PyTorch state dictionary (of a safetensors file, say) where a graph expects them: filters OIHW to
 * HWIO, those of `ConvTranspose2d` (in, out, height, width) to ours, `Linear` out-in to in-out. Where a dense layer follows
 * the flattening of an image, or fills one, its weights are reordered from PyTorch's channel, row, column to our row,
 * column, channel. Norms bring their running statistics.
 *
 * @param tensors by their names in the file, such as `features.0.weight`; `names` says which module a node takes its
 * tensors from, by default the one of its own name.
 * @throws DiopterError `checkpoint-mismatch` listing all tensors that are missing, unexpected or of another shape.
 *
 * @example
 * const { tensors } = await loadCheckpoint('alexnet.safetensors');
 * const variables = loadTorchWeights(torchvisionAlexNet(), tensors, { names: torchvisionNames });
 */
export function loadTorchWeights<G extends Graph>(
  graph: G,
  tensors: NamedTensors,
  options: LoadTorchWeightsOptions = {},
): Variables<G, HostTensor> {
  return placeTensors(graph, tensors, { ...options, where: 'loadTorchWeights' });
}
