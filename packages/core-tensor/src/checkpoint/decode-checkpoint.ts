/** The bytes of a safetensors file as named tensors. */
import type { Checkpoint } from './checkpoint.js';
import { checkSeal, reservedPrefix } from './checksum.js';
import { elementTypes } from './safetensors/element-types.js';
import { splitFile } from './safetensors/file.js';
import { type Entry, parseHeader } from './safetensors/header.js';
import { invalidCheckpoint } from './safetensors/invalid-checkpoint.js';
import { numberType } from './stored-leaf.js';

/**
 * The checkpoint in the bytes of a safetensors file, one of ours or another program's. Tensors are copied out of the
 * bytes. Element types that trees do not know become float32 or int32: 64-bit floats are rounded (but a 64-bit scalar
 * stays a number), and values beyond their range are refused.
 *
 * @throws `invalid-checkpoint` when the bytes are truncated, were changed since they were written, or are something else.
 */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const { header, data } = splitFile(bytes);
  const { entries, metadata } = parseHeader(header, data.length);
  checkSeal(header, data, metadata);
  return {
    tensors: new Map(entries.map((entry) => [entry.name, readEntry(entry, data)])),
    metadata: Object.fromEntries(
      Object.entries(metadata).filter(([name]) => !name.startsWith(reservedPrefix)),
    ),
  };
}

function readEntry({ name, type, shape, begin, end }: Entry, data: Uint8Array) {
  // A copy that starts at offset 0, because a typed array must be aligned and a file's data need not be.
  const { buffer } = new Uint8Array(data.subarray(begin, end));
  if (type === numberType && shape.length === 0) return new Float64Array(buffer)[0]!;
  const { dtype, read } = elementTypes.get(type)!;
  const values = read(buffer);
  if (values === undefined) throw invalidCheckpoint(`a value does not fit ${dtype}`, `tensor ${name}`);
  return { shape, dtype, data: values };
}
