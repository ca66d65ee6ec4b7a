/** Just enough of PNG for a test to read a small picture: 8 bit, red, green and blue, not interlaced. */

import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import * as tf from '@tensorflow/tfjs';

/** A picture as `[1, height, width, 3]` in [0, 1]. */
export function readPng(path: URL): tf.Tensor4D {
  const file = readFileSync(path);
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  if (!file.subarray(24, 29).equals(Uint8Array.of(8, 2, 0, 0, 0)))
    throw new Error(`${path}: another kind of PNG`);
  const rows = inflateSync(Buffer.concat(dataChunks(file)));
  const stride = 3 * width;
  const pixels = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const start = y * (stride + 1);
    for (let i = 0; i < stride; i++) {
      const at = (dy: number, di: number) => (y < dy || i < di ? 0 : pixels[(y - dy) * stride + i - di]!);
      const predicted = predictions[rows[start]!]!(at(0, 3), at(1, 0), at(1, 3));
      pixels[y * stride + i] = rows[start + 1 + i]! + predicted;
    }
  }
  return tf.div(tf.tensor4d(pixels, [1, height, width, 3], 'float32'), 255);
}

/** PNG's filters: what a byte is expected to be by the ones to the left, above, and above to the left. */
const predictions: ((left: number, above: number, corner: number) => number)[] = [
  () => 0,
  (left) => left,
  (_, above) => above,
  (left, above) => Math.floor((left + above) / 2),
  (left, above, corner) => {
    const guess = left + above - corner;
    const [a, b, c] = [left, above, corner].map((each) => Math.abs(guess - each)) as [number, number, number];
    if (a <= b && a <= c) return left;
    return b <= c ? above : corner;
  },
];

function dataChunks(file: Buffer): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT')
      chunks.push(file.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return chunks;
}
