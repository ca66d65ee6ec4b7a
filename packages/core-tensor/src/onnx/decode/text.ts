/** Bytes as text, where they are UTF-8. */
import { invalidOnnx } from '../invalid-onnx.js';

const textDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text, or undefined when the bytes are not UTF-8. */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return textDecoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** @throws `invalid-onnx` when the bytes are not UTF-8. */
export function requireText(bytes: Uint8Array, where: string): string {
  const text = decodeText(bytes);
  if (text === undefined) throw invalidOnnx('a string is not UTF-8', where);
  return text;
}
