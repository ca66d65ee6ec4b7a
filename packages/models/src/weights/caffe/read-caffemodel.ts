/** The weights of a binary caffemodel file, by layer. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { decodeBlob } from './blob.js';
import { bytesOf } from './wire-format.js';

/** A layer of a caffemodel: what a prototxt's layer of the same name takes its weights from. */
export interface StoredLayer {
  readonly name: string;
  /** One of its blobs, in Caffe's order of axes; weights come first, a bias second. Decoded at each call. */
  blob(index: number): HostTensor<'float32'> | undefined;
}

/** Numbers of the fields of the two kinds of layers, of today and of before 2014. */
const kinds = [
  { field: 100, name: 1, blobs: 7 },
  { field: 2, name: 4, blobs: 6 },
] as const;
/** The field of the layers of before 2014 that holds one of a still older kind. */
const oldest = 1;

const textDecoder = new TextDecoder();

/**
 * The layers that hold weights in the bytes of a `.caffemodel`. Blobs are views into the bytes until they are decoded.
 *
 * @throws DiopterError `invalid-data` for bytes that are damaged, truncated or something else.
 *
 * @example
 * const layers = readCaffemodel(await readFile('bvlc_reference_caffenet.caffemodel'));
 * layers.get('conv1')?.blob(0)?.shape; // [96, 3, 11, 11]
 */
export function readCaffemodel(bytes: Uint8Array): ReadonlyMap<string, StoredLayer> {
  refuseHdf5(bytes);
  const layers = new Map<string, StoredLayer>();
  for (const { field, name: nameField, blobs: blobField } of kinds) {
    for (const message of bytesOf(bytes, field, 'caffemodel')) {
      const [encoded] = bytesOf(message, nameField, 'caffemodel');
      const name = textDecoder.decode(encoded ?? new Uint8Array());
      const where = `caffemodel, layer ${name}`;
      if (field === 2) refuseOldest(message, where);
      const blobs = [...bytesOf(message, blobField, where)];
      // The first of that name counts, as in Caffe.
      if (blobs.length === 0 || layers.has(name)) continue;
      const blob = (index: number) => blobs[index] && decodeBlob(blobs[index], `${where}, blob ${index}`);
      layers.set(name, { name, blob });
    }
  }
  if (layers.size > 0) return layers;
  throw new DiopterError('invalid-data', {
    what: 'no layer in it has weights',
    where: 'caffemodel',
    help: 'the file is empty, cut off, or no .caffemodel',
  });
}

function refuseHdf5(bytes: Uint8Array): void {
  if (textDecoder.decode(bytes.subarray(1, 4)) !== 'HDF') return;
  throw new DiopterError('invalid-data', {
    what: 'it is an HDF5 file (.caffemodel.h5)',
    where: 'caffemodel',
    help: 'load it in Caffe and save it with net.save(), which writes the binary format',
  });
}

function refuseOldest(message: Uint8Array, where: string): void {
  for (const _ of bytesOf(message, oldest, where)) {
    throw new DiopterError('invalid-data', {
      what: 'it was written by a Caffe of before 2013',
      where,
      help: "convert it with Caffe's upgrade_net_proto_binary",
    });
  }
}
