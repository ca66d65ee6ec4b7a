/** `npm run check:packages`: would every published package work for those who install it? */

import './node-version.mjs';
import { ensureBuilt } from './ensure-built.mjs';
import { run } from './run.mjs';
import { publicPackages } from './workspace.mjs';

ensureBuilt();
const failures = publicPackages().flatMap(({ folder, manifest }) =>
  [
    { name: 'publint', code: run('publint', ['run', folder, '--strict', '--pack', 'npm']) },
    { name: 'attw', code: run('attw', ['--pack', folder, '--profile', 'esm-only', '--quiet']) },
  ]
    .filter(({ code }) => code !== 0)
    .map(({ name }) => `${manifest.name}: ${name}`),
);
for (const failure of failures) console.error(failure);
process.exitCode = failures.length === 0 ? 0 : 1;
