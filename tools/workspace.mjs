/** The folders of the workspace's packages and what their package.json says. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

/** Every package of the workspace: `{ folder, manifest }`, the folder relative to the root. */
export function workspacePackages() {
  const inside = (parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}`);
  return [...inside('packages'), ...inside('apps'), 'bench']
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .map((folder) => ({
      folder,
      manifest: JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')),
    }));
}

/** The packages that are published. */
export function publicPackages() {
  return workspacePackages().filter(({ manifest }) => manifest.private !== true);
}
