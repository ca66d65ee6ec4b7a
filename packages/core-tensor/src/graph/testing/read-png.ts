/** For tests: the pixels of an 8-bit, non-interlaced colour PNG. */

import { inflateSync } from 'node:zlib';
import * as tf from '@tensorflow/tfjs';

/** `[1, height, width, 3]`, 0 to 255. */
export function readPng(bytes: Buffer): tf.Tensor4D {
  const width = bytes.readUInt32BE(16);
  const height = bytes.readUInt32BE(20);
  const [depth, colour, , , interlaced] = bytes.subarray(24, 29);
  if (depth !== 8 || colour !== 2 || interlaced !== 0) throw new Error('not an 8-bit RGB PNG');
  const parts: Buffer[] = [];
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(bytes.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const lines = inflateSync(Buffer.concat(parts));
  const stride = width * 3;
  const pixels = new Uint8Array(height * stride);
  const at = (y: number, x: number) => (y < 0 || x < 0 ? 0 : pixels[y * stride + x]!);
  for (let y = 0; y < height; y++) {
    const filter = lines[y * (stride + 1)]!;
    for (let x = 0; x < stride; x++) {
      const [left, up, corner] = [at(y, x - 3), at(y - 1, x), x < 3 ? 0 : at(y - 1, x - 3)];
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!;
      pixels[y * stride + x] = lines[y * (stride + 1) + 1 + x]! + predicted;
    }
  }
  return tf.tensor4d(Float32Array.from(pixels), [1, height, width, 3]);
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const [a, b, c] = [left, up, corner].map((value) => Math.abs(estimate - value)) as [number, number, number];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
