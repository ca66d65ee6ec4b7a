/** `npm run docs` serves the documentation site, `npm run docs:build` builds it. Neither needs a network. */

import './node-version.mjs';
import { ensureInstalled } from './ensure-built.mjs';
import { runOrExit } from './run.mjs';

const command = process.argv[2] === 'build' ? 'build' : 'dev';
const inSite = { directory: 'apps/docs' };

ensureInstalled();
runOrExit('pnpm', ['exec', 'typedoc', '--logLevel', 'Warn'], inSite);
runOrExit('pnpm', ['exec', 'vitepress', command, ...process.argv.slice(3)], inSite);
