/** The public-domain photographs that the workspace installs, in one folder. */

import { mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = fileURLToPath(new URL('../../../../../node_modules/@stdlib', import.meta.url));

/** Links them into a new folder inside `parent`, and gives its path. */
export async function photographs(parent: string): Promise<string> {
  const folder = join(parent, 'photographs');
  await mkdir(folder);
  for (const name of (await readdir(packages)).filter((each) => each.startsWith('datasets-img-'))) {
    const data = join(packages, name, 'data');
    const pictures = (await readdir(data)).filter((file) => /\.jpe?g$/.test(file));
    await Promise.all(pictures.map((file) => symlink(join(data, file), join(folder, `${name}-${file}`))));
  }
  return folder;
}
