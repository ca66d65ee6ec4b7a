/** Bytes as a protobuf message: whatever is wrong with them becomes a `DiopterError`. */
import { type DescMessage, fromBinary, type MessageShape } from '@bufbuild/protobuf';
import { DiopterError } from '../errors/index.js';

/** Messages nested deeper than this are refused; the deepest real models (loops in loops) need about 20. */
const recursionLimit = 100;

export function parseMessage<Schema extends DescMessage>(
  schema: Schema,
  bytes: Uint8Array,
  where: string,
): MessageShape<Schema> {
  // A plain view, because the slices of Node's Buffer are no copies.
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return fromBinary(schema, plain, { recursionLimit });
  } catch (cause) {
    throw new DiopterError('invalid-onnx', {
      what: `not an ONNX ${schema.name}: ${cause instanceof Error ? cause.message : cause}`,
      where,
      help: 'the file is damaged, truncated or of another format',
      cause,
    });
  }
}
