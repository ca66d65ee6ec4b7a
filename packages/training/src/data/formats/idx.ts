/** IDX files, the format of MNIST: a magic number, big-endian sizes, then the numbers. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { ByteSource } from '../byte-source.js';

/** The parts of an IDX file of unsigned bytes. */
export interface IdxFile {
  /** The sizes, slowest first. */
  readonly shape: readonly number[];
  /** How many bytes of header precede the numbers. */
  readonly dataOffset: number;
}

const unsignedByte = 0x08;

/**
 * Reads the header of an IDX file of unsigned bytes and checks that the file is as long as it says.
 *
 * @param rank how many sizes there must be.
 * @throws DiopterError `invalid-data`.
 */
export async function readIdxHeader(bytes: ByteSource, rank: number): Promise<IdxFile> {
  const dataOffset = 4 + 4 * rank;
  const header = await bytes.read(0, dataOffset);
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const magic = unsignedByte * 256 + rank;
  if (view.getUint32(0) !== magic) {
    throw new DiopterError('invalid-data', {
      what: `not an IDX file of bytes with ${rank} dimensions: it starts with ${hex(view.getUint32(0))}, not ${hex(magic)}`,
      where: bytes.name,
    });
  }
  const shape = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
  const expected = shape.reduce((size, dimension) => size * dimension, 1) + dataOffset;
  if (bytes.length !== expected) {
    throw new DiopterError('invalid-data', {
      what: `the header announces ${shape.join(' x ')} bytes, ${expected} with itself, but the file has ${bytes.length}`,
      where: bytes.name,
      help: 'the file is cut short or damaged; download it again',
    });
  }
  return { shape, dataOffset };
}

function hex(word: number): string {
  return `0x${word.toString(16).padStart(8, '0')}`;
}
