/** `listComparators`: the comparators that have names, and which of them are here. */

import { readOnnx } from '@diopter/core-tensor/onnx';
import { comparatorLayers } from '../comparator/index.js';
import { type LocatedComparator, locate, sizeOfFile } from './locate.node.js';
import { readComparatorFile } from './read-comparator-file.node.js';
import { type ComparatorSource, comparatorRegistry } from './registry.js';

/** A named comparator, and whether it is here. */
export interface ListedComparator {
  readonly name: string;
  readonly about: string;
  readonly licence: string;
  /** `shipped` with this package, in the `cache`, or still to `pull` or to `make`; `missing` if it should have been shipped. */
  readonly where: 'shipped' | 'cache' | 'pull' | 'make' | 'missing';
  /** Its file, or where it will be. */
  readonly path: string;
  /** Its size, where it is known. */
  readonly bytes?: number;
  /** Layers that can be compared; none are known of one that is to be made. */
  readonly layers: readonly string[];
}

/** Every comparator of the registry, in its order. */
export async function listComparators(): Promise<readonly ListedComparator[]> {
  return Promise.all(Object.keys(comparatorRegistry).map((name) => listed(locate(name)!)));
}

/** Where a comparator is, if its file is there and if not. */
const places: Readonly<
  Record<ComparatorSource['kind'], { there: ListedComparator['where']; not: ListedComparator['where'] }>
> = {
  shipped: { there: 'shipped', not: 'missing' },
  public: { there: 'cache', not: 'pull' },
  made: { there: 'cache', not: 'make' },
};

async function listed({ name, entry, path }: LocatedComparator): Promise<ListedComparator> {
  const { about, licence, source, description } = entry;
  const size = await sizeOfFile(path);
  const bytes = size ?? (source.kind === 'public' ? source.bytes : undefined);
  const layers = description?.layers ?? (size === undefined ? {} : await layersOf(name));
  return {
    name,
    about,
    licence,
    where: places[source.kind][size === undefined ? 'not' : 'there'],
    path,
    ...(bytes !== undefined && { bytes }),
    layers: Object.keys(layers),
  };
}

/** The layers of a file that is here, as its description or it itself names them. */
async function layersOf(name: string): Promise<Readonly<Record<string, string>>> {
  const { bytes, description } = await readComparatorFile(name);
  if (description.layers !== undefined) return description.layers;
  return Object.fromEntries(comparatorLayers(readOnnx(bytes)).map((layer) => [layer.name, layer.value]));
}
