/** The pictures of a run in rows with names: `samples.png` and its like. */

import type { HostTensor } from '@diopter/core-tensor/tree';
import { imageGrid, unstackImages, writeImage } from '../images/index.js';

/** How many pictures of a batch are shown. */
const columns = 10;

/** Writes the first pictures of each batch as a row, under its name. */
export async function writePictureRows(
  path: string,
  batches: Readonly<Record<string, HostTensor<'float32'>>>,
): Promise<void> {
  const rows = Object.values(batches).map((batch) => unstackImages(batch).slice(0, columns));
  await writeImage(path, imageGrid(rows, { scale: 2, rowLabels: Object.keys(batches) }));
}

/** Writes the pictures of one batch as a square. */
export async function writePictureSquare(path: string, batch: HostTensor<'float32'>): Promise<void> {
  const pictures = unstackImages(batch);
  const side = Math.ceil(Math.sqrt(pictures.length));
  const rows = Array.from({ length: Math.ceil(pictures.length / side) }, (_, i) =>
    pictures.slice(i * side, (i + 1) * side),
  );
  await writeImage(path, imageGrid(rows, { scale: 2 }));
}
