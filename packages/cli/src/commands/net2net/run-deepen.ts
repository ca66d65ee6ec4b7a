/** What `diopter net2net deepen` does. */

import { deepenFile } from '@diopter/training/growth';
import { quietEngine, saying } from '../experiment-output.js';
import { grownText } from './grown-text.js';
import type { DeepenFlags } from './net2net.js';

/** Deepens, and prints what is new and the certificate. */
export async function runDeepen(model: string, { json, quiet, ...options }: DeepenFlags): Promise<void> {
  quietEngine();
  const grown = await deepenFile({ model, ...options, onMessage: saying(quiet) });
  process.stdout.write(json ? `${JSON.stringify(grown, null, 2)}\n` : grownText(grown));
}
