#!/usr/bin/env node
/** `npx diopter` in a clone: the command line of packages/cli, installed and built first where needed. */

import './node-version.mjs';
import { ensureBuilt } from './ensure-built.mjs';

ensureBuilt();
// In this process, so that signals reach it.
await import('../packages/cli/bin/diopter.js');
