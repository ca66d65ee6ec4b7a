/** What `diopter reconstruct` does. */

import { basename, extname, join } from 'node:path';
import { DiopterError } from '@diopter/core-tensor/errors';
import { readImage, writeImage } from '@diopter/training/images';
import { loadAutoencoder } from '@diopter/training/recipes';
import * as tf from '@tensorflow/tfjs';
import type { ReconstructFlags } from './reconstruct.js';

/** Writes one file, or one file per picture into a folder, and prints their paths. */
export async function runReconstruct(
  images: readonly string[],
  { model, out }: ReconstructFlags,
): Promise<void> {
  tf.enableProdMode();
  const paths = targets(images, out);
  const autoencoder = await loadAutoencoder(model);
  try {
    for (const [i, path] of paths.entries()) {
      const image = await readImage(images[i]!, { channels: autoencoder.channels });
      await writeImage(path, await autoencoder.reconstruct(image));
      process.stdout.write(`${path}\n`);
    }
  } finally {
    await autoencoder.release();
  }
}

function targets(images: readonly string[], out: string): string[] {
  const isFile = extname(out).toLowerCase() === '.png';
  if (images.length === 1) return [isFile ? out : join(out, pngName(images[0]!))];
  const paths = images.map((image) => join(out, pngName(image)));
  const repeated = paths.find((path, i) => paths.indexOf(path) < i);
  if (!isFile && repeated === undefined) return paths;
  throw new DiopterError('invalid-option', {
    what: isFile
      ? `${images.length} pictures do not go into one file`
      : `two pictures would become ${repeated}`,
    where: '--out',
    ...(isFile && { help: 'name a folder' }),
  });
}

function pngName(path: string): string {
  return `${basename(path, extname(path))}.png`;
}
