/** `npm run bench -- [NAME...] [--json FILE] [--profile]`: measures Diopter beside its peers, in one run. */

import './node-version.mjs';
import { ensureBuilt } from './ensure-built.mjs';
import { run } from './run.mjs';

ensureBuilt();
process.exitCode = run('node', ['bench/dist/main.js', ...process.argv.slice(2)]);
