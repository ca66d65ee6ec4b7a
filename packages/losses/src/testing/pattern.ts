/** Pictures made of whole numbers by a formula that the scripts of the fixtures share: both sides have the same bytes. */

import * as tf from '@tensorflow/tfjs';

/** Shapes as `[batch, height, width, channels]`. */
export type ImageShape = readonly [number, number, number, number];

/** A picture with edges, gradients and flat parts, in bytes. */
function targetByte(b: number, y: number, x: number, c: number): number {
  const wave = (x * (5 + c) + y * 3 + 17 * b) % 128;
  const ramp = wave < 64 ? wave * 2 : 255 - wave * 2;
  const block = (Math.floor(x / 7) + Math.floor(y / 5) + c) % 3;
  return ramp + block * 50;
}

/** Whole numbers from 0 to 2147483646 without visible order (Park and Miller's generator, once). */
function scrambled(b: number, y: number, x: number, c: number): number {
  return ((1 + x * 7919 + y * 104729 + c * 1299709 + b * 15485863) * 48271) % 2147483647;
}

/** The same picture, darker and with noise. */
function distortedByte(b: number, y: number, x: number, c: number): number {
  const noise = (scrambled(b, y, x, c) % 41) - 20;
  return Math.min(255, Math.max(0, Math.floor((targetByte(b, y, x, c) * 9) / 10) + 10 + noise));
}

/** Numbers from -0.5 to 0.5, for directions of derivatives. */
function probeByte(b: number, y: number, x: number, c: number): number {
  return (scrambled(c, x, y, b) % 256) - 127.5;
}

const bytes = { target: targetByte, distorted: distortedByte, probe: probeByte };

/** One of the patterns, divided by 255. */
export function pattern(name: keyof typeof bytes, [batch, height, width, channels]: ImageShape): tf.Tensor4D {
  const data: number[] = [];
  for (let b = 0; b < batch; b++)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        for (let c = 0; c < channels; c++) data.push(bytes[name](b, y, x, c) / 255);
  return tf.tensor4d(data, [batch, height, width, channels]);
}
