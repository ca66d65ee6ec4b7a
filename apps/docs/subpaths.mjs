/** Which subpaths a package exports, and where their sources are. */

import { join } from 'node:path';
import { root } from '../../tools/run.mjs';

/** The exported subpaths that are modules: `./jit`, `./tree`, … */
export function subpathsOf({ manifest }) {
  return Object.keys(manifest.exports ?? {}).filter((subpath) => !subpath.endsWith('.json'));
}

/** The TypeScript file that a subpath is built from; the one for Node where there are two. */
export function sourceOf({ folder, manifest }, subpath) {
  const types = typesOf(manifest.exports[subpath]);
  return join(root, folder, types.replace('dist', 'src').replace(/\.d\.ts$/, '.ts'));
}

function typesOf(conditions) {
  return conditions.types ?? typesOf(conditions.node ?? conditions.default);
}

/** The module's name in the reference: `core-tensor/jit`. */
export function moduleName({ manifest }, subpath) {
  return join(manifest.name.replace('@diopter/', ''), subpath);
}
