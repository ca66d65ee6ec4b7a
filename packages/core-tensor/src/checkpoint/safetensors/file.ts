/** The three parts of a safetensors file: the length of the header, the header, the data. */
import { invalidCheckpoint } from './invalid-checkpoint.js';

/** The length of the header is a 64-bit integer. */
const lengthBytes = 8;

/** Enough for 100,000 tensors. The format allows 100 MB, which as JSON could exhaust the memory. */
const maximumHeaderBytes = 2 ** 24;

const textDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const textEncoder = new TextEncoder();

/**
 * The text of the header and the data behind it, which are not copied.
 *
 * @throws `invalid-checkpoint` when there is no such header. A length that lies is noticed before anything is read.
 */
export function splitFile(file: Uint8Array): { readonly header: string; readonly data: Uint8Array } {
  if (file.length < lengthBytes) throw invalidCheckpoint(`${file.length} bytes are too few for a checkpoint`);
  const declared = new DataView(file.buffer, file.byteOffset).getBigUint64(0, true);
  const rest = file.length - lengthBytes;
  const limit = Math.min(rest, maximumHeaderBytes);
  if (declared > limit) {
    throw invalidCheckpoint(`the header is said to have ${declared} bytes, but it can have at most ${limit}`);
  }
  const end = lengthBytes + Number(declared);
  let header: string;
  try {
    header = textDecoder.decode(file.subarray(lengthBytes, end));
  } catch {
    throw invalidCheckpoint('the header is not UTF-8 text');
  }
  return { header, data: file.subarray(end) };
}

/** The bytes before the data: the header is filled up with spaces so that the data begin at a multiple of 8. */
export function headerBytes(header: string): Uint8Array {
  const text = textEncoder.encode(header);
  const length = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(lengthBytes + length).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(text, lengthBytes);
  return bytes;
}
