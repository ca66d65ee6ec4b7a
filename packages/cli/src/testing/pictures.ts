/** Small photographs to train on: parts of the public-domain pictures that the workspace installs. */

import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cropAt, readImage, resizeShorterSide, writeImage } from '@diopter/training/images';

const packages = fileURLToPath(new URL('../../../../node_modules/@stdlib', import.meta.url));

/** Writes one PNG per photograph, its shorter side 96 pixels long, and gives the folder. */
export async function smallPhotographs(folder: string): Promise<string> {
  await mkdir(folder);
  for (const name of (await readdir(packages)).filter((each) => each.startsWith('datasets-img-'))) {
    const files = await readdir(join(packages, name, 'data'));
    const file = files.find((each) => /\.jpe?g$/.test(each))!;
    const image = resizeShorterSide(await readImage(join(packages, name, 'data', file), { channels: 3 }), 96);
    await writeImage(join(folder, `${name}.png`), cropAt(image, { width: 96, height: 96 }));
  }
  return folder;
}
