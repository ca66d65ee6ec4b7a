/** A small data set in MNIST's format. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomKey, uniformValues } from '@diopter/core-tensor/random';

const classes = 10;

/** Writes digits that are easy to tell apart, 10 x 10 pixels, into a folder: class `k` has its pixels in row `k`; picture `i` is of class `i % 10`. */
export async function writeDigits(folder: string, count: number): Promise<void> {
  const [height, width] = [10, 10];
  const header = (type: number, ...sizes: number[]) =>
    Buffer.from([0, 0, 8, type, ...sizes.flatMap((size) => [0, 0, size >> 8, size & 255])]);
  const noise = uniformValues(randomKey(1), [count * height * width]).data;
  const pixels = Uint8Array.from({ length: count * height * width }, (_, i) => {
    const [picture, row] = [Math.floor(i / (height * width)), Math.floor(i / width) % height];
    return 60 * noise[i]! + (row === picture % classes ? 180 : 0);
  });
  const names = Uint8Array.from({ length: count }, (_, i) => i % classes);
  const images = Buffer.concat([header(3, count, height, width), pixels]);
  await writeFile(join(folder, 'train-images-idx3-ubyte'), images);
  await writeFile(join(folder, 'train-labels-idx1-ubyte'), Buffer.concat([header(1, count), names]));
}
