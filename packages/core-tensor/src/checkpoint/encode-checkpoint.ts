/** A tree as the bytes of a safetensors file. */
import { DiopterError } from '../errors/index.js';
import { leavesWithPaths } from '../tree/index.js';
import { reservedPrefix, sealHeader, unsealed } from './checksum.js';
import { elementTypes } from './safetensors/element-types.js';
import { headerBytes } from './safetensors/file.js';
import { metadataKey } from './safetensors/header.js';
import { type StoredLeaf, storedLeaf } from './stored-leaf.js';

/**
 * The bytes of a safetensors file with the leaves of `tree` under their paths, sealed with a checksum. The leaves are
 * `HostTensor`s, numbers (kept exactly), truth values and random keys, and are copied. Equal trees give equal bytes: tensors with the
 * larger elements come first, so that all are aligned, otherwise they lie in the order of `paths(tree)`.
 *
 * @param metadata texts to keep beside the tensors; names that begin with `diopter.` are taken.
 * @throws `invalid-argument` for another kind of leaf or a taken name.
 */
export function encodeCheckpoint(tree: unknown, metadata: Readonly<Record<string, string>> = {}): Uint8Array {
  const leaves = leavesWithPaths(tree)
    .map(({ path, leaf }) => storedLeaf(path, leaf))
    .sort((a, b) => elementTypes.get(b.type)!.bytes - elementTypes.get(a.type)!.bytes);
  refuseTaken(Object.keys(metadata), (name) => name.startsWith(reservedPrefix));
  refuseTaken(
    leaves.map(({ name }) => name),
    (name) => name === metadataKey,
  );
  const header = describe(leaves, { ...unsealed, ...metadata });
  const start = headerBytes(header).length;
  const file = new Uint8Array(start + leaves.reduce((sum, { data }) => sum + data.byteLength, 0));
  let position = start;
  for (const { data } of leaves) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), position);
    position += data.byteLength;
  }
  // The seal changes digits only, not the length.
  file.set(headerBytes(sealHeader(header, file.subarray(start))));
  return file;
}

function describe(leaves: readonly StoredLeaf[], metadata: Readonly<Record<string, string>>): string {
  let end = 0;
  const entries = leaves.map(({ name, type, shape, data }) => {
    const begin = end;
    end += data.byteLength;
    return [name, { dtype: type, shape, data_offsets: [begin, end] }] as const;
  });
  return JSON.stringify(Object.fromEntries([[metadataKey, metadata], ...entries]));
}

function refuseTaken(names: readonly string[], isTaken: (name: string) => boolean): void {
  const taken = names.find(isTaken);
  if (taken === undefined) return;
  throw new DiopterError('invalid-argument', {
    what: `the name '${taken}' is taken by the format`,
    where: 'saveCheckpoint',
    help: 'choose another name',
  });
}
