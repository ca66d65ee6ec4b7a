/** The weights of a caffemodel by the names that PyTorch would give them, for graphs whose nodes bear Caffe's names. */

import type { HostTensor } from '@diopter/core-tensor/tree';
import type { StoredLayer } from './read-caffemodel.js';

const parts = ['weight', 'bias'];

/** `conv1.weight`, `conv1.bias` and so on: convolutions, deconvolutions and inner products, which lie as in PyTorch. */
export function caffeTensors(layers: ReadonlyMap<string, StoredLayer>): ReadonlyMap<string, HostTensor> {
  const named = [...layers].flatMap(([name, layer]) =>
    parts.flatMap((part, index) => {
      const blob = layer.blob(index);
      return blob === undefined ? [] : [[`${name}.${part}`, blob] as const];
    }),
  );
  return new Map(named);
}
