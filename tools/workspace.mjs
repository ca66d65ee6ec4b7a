/** The folders of the workspace's packages and what their package.json says. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

/**
 * Every package of the workspace, its folder relative to the root.
 *
 * @returns {{ folder: string, manifest: Record<string, any> }[]}
 */
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

/**
 * Every file under a folder but results, dependencies and fixtures, relative to the root.
 *
 * @param {string} folder
 * @returns {string[]}
 */
export function filesUnder(folder) {
  const skipped = new Set(['dist', 'node_modules', 'fixtures', '.turbo']);
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !skipped.has(entry.name))
    .flatMap((entry) =>
      entry.isDirectory() ? filesUnder(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
    );
}
