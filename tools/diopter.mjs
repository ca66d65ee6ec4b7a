#!/usr/bin/env node
/** `npx diopter` in a clone: the command line of packages/cli, installed and built first where needed. */

import './node-version.mjs';
import { join } from 'node:path';
import { ensureBuilt } from './ensure-built.mjs';
import { root, run } from './run.mjs';

ensureBuilt();
process.exitCode = run(
  process.execPath,
  [join(root, 'packages/cli/bin/diopter.js'), ...process.argv.slice(2)],
  {
    directory: process.cwd(),
  },
);
