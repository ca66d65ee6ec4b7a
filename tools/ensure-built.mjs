/** Installs and builds what is missing. Cheap when nothing changed: it compares files with what the last run saw. */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, runOrExit } from './run.mjs';
import { filesUnder, workspacePackages } from './workspace.mjs';

const stamps = join(root, 'node_modules', '.cache', 'diopter');
const rootFiles = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'];
const buildFiles = ['turbo.json', 'tsconfig.base.json', 'tsconfig.json'];

/** Installs with the pinned pnpm and a frozen lockfile, unless the last install saw the same files. */
export function ensureInstalled() {
  const manifests = workspacePackages().map(({ folder }) => join(folder, 'package.json'));
  const seen = fingerprint(
    [...rootFiles, ...manifests].map((file) => [file, readFileSync(join(root, file))]),
  );
  if (isStamped('installed', seen)) return;
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  // From outside the clone, so that npx does not choose the pnpm of node_modules, which the install may replace.
  const pnpm = ['--yes', '--prefer-offline', packageManager, '--dir', root];
  runOrExit('npx', [...pnpm, 'install', '--frozen-lockfile'], { directory: tmpdir(), stdout: 'stderr' });
  stamp('installed', seen);
}

/** Installs, then builds every package, unless the last build saw the same sources and its results are still there. */
export function ensureBuilt() {
  ensureInstalled();
  const built = workspacePackages().filter(({ manifest }) => manifest.scripts?.build !== undefined);
  const sources = built.flatMap(({ folder }) => filesUnder(folder)).concat(buildFiles);
  const seen = fingerprint(
    sources.map((file) => [file, `${statSync(join(root, file)).size} ${statSync(join(root, file)).mtimeMs}`]),
  );
  if (isStamped('built', seen) && built.every(({ folder }) => existsSync(join(root, folder, 'dist')))) return;
  runOrExit('turbo', ['run', 'build', '--output-logs=errors-only', '--log-order=grouped'], {
    stdout: 'stderr',
  });
  stamp('built', seen);
}

function fingerprint(entries) {
  const hash = createHash('sha256');
  for (const [name, content] of entries) hash.update(`\n${name}\n`).update(content);
  return hash.digest('hex');
}

function isStamped(name, seen) {
  const file = join(stamps, name);
  return existsSync(file) && readFileSync(file, 'utf8') === seen;
}

function stamp(name, seen) {
  mkdirSync(stamps, { recursive: true });
  writeFileSync(join(stamps, name), seen);
}
