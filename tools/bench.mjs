/** `npm run bench -- [NAME...] [--json FILE] [--profile] [--steps N]`: measures Diopter beside its peers, in one run. */

import './node-version.mjs';
import { join } from 'node:path';
import { ensureBuilt } from './ensure-built.mjs';
import { root, run } from './run.mjs';

ensureBuilt();
process.exitCode = run(process.execPath, [join(root, 'bench/dist/main.js'), ...process.argv.slice(2)], {
  directory: process.cwd(),
});
