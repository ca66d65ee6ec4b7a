#!/usr/bin/env node
/** The `diopter` command. */

import { main } from '../dist/main.js';

process.exitCode = await main(process.argv.slice(2));
