/** Caffe's blobs in a graph of ours whose nodes bear the names of its layers. */

import type { Graph } from '@diopter/core-tensor/graph';

/** Layers that Caffe's files let write over their input. */
const inPlace = new Set(['activation', 'dropout']);

/** The node that holds each blob in the end: where `relu6` and `drop6` follow `fc6`, `fc6` is `drop6`. */
export function inPlaceBlobs({ nodes }: Graph): Readonly<Record<string, string>> {
  const last = new Map<string, string>();
  const blobOf = new Map<string, string>();
  for (const [name, { layer, inputs }] of Object.entries(nodes)) {
    const blob = (inPlace.has(layer.kind) ? blobOf.get(inputs[0]!) : undefined) ?? name;
    blobOf.set(name, blob);
    last.set(blob, name);
  }
  return Object.fromEntries(last);
}
