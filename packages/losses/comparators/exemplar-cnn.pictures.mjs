/**
 * Gathers the pictures that the shipped Exemplar-CNN was trained on, each verified against its SHA-256:
 *
 *     apt-get download gcompris-qt-data python3-skimage     (Debian 12)
 *     for file in *.deb; do dpkg-deb -x "$file" unpacked; done
 *     node exemplar-cnn.pictures.mjs PICTURES unpacked node_modules/@stdlib
 *
 * `exemplar-cnn.pictures.json` says of each where it is from, who made it and its licence.
 */

import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { inflateSync } from 'node:zlib';

const [out, ...folders] = process.argv.slice(2);
if (out === undefined || folders.length === 0) {
  console.error('usage: node exemplar-cnn.pictures.mjs PICTURES UNPACKED-PACKAGES...');
  process.exit(2);
}
const manifest = JSON.parse(await readFile(new URL('./exemplar-cnn.pictures.json', import.meta.url), 'utf8'));
const wanted = new Map(manifest.map((picture) => [picture.sha256, picture]));
await mkdir(out, { recursive: true });
let found = 0;
for (const folder of folders) {
  for await (const bytes of contentsOf(folder)) {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const picture = wanted.get(sha256);
    if (picture === undefined) continue;
    await writeFile(join(out, picture.file), bytes);
    wanted.delete(sha256);
    found += 1;
  }
}
for (const { file, package: source, path } of wanted.values()) {
  console.error(`missing: ${file}, which is ${path} of ${source}`);
}
console.log(`${found} of ${manifest.length} pictures are in ${out}`);
process.exitCode = wanted.size === 0 ? 0 : 1;

/** Every picture below a folder, those inside of resource files included. Links are not followed: pnpm's lead in circles. */
async function* contentsOf(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const isPackage = entry.isSymbolicLink() && basename(entry.name).startsWith('datasets-img-');
    if (entry.isDirectory() || isPackage) yield* contentsOf(path);
    else if (/\.(png|jpe?g|webp)$/.test(entry.name)) yield await readFile(path);
    else if (entry.name.endsWith('.rcc')) yield* resources(await readFile(path));
  }
}

/**
 * The files in a Qt resource file: a header with the places of a tree, of names and of data, all big-endian; here only the
 * tree's leaves and their data matter, since pictures are known by their contents.
 */
function* resources(bytes) {
  if (bytes.toString('latin1', 0, 4) !== 'qres') return;
  const [version, tree, data] = [4, 8, 12].map((offset) => bytes.readUInt32BE(offset));
  const nodeBytes = version < 2 ? 14 : 22;
  const [isCompressed, isFolder] = [1, 2];
  const pending = [0];
  while (pending.length > 0) {
    const node = tree + nodeBytes * pending.pop();
    const flags = bytes.readUInt16BE(node + 4);
    if (flags & isFolder) {
      const [count, first] = [bytes.readUInt32BE(node + 6), bytes.readUInt32BE(node + 10)];
      for (let i = 0; i < count; i++) pending.push(first + i);
      continue;
    }
    const start = data + bytes.readUInt32BE(node + 10);
    const content = bytes.subarray(start + 4, start + 4 + bytes.readUInt32BE(start));
    // Qt writes the length before what zlib makes.
    yield flags & isCompressed ? inflateSync(content.subarray(4)) : content;
  }
}
