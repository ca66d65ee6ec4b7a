/** What `diopter net2net widen` does. */

import { widenFile } from '@diopter/training/growth';
import { quietEngine, saying } from '../experiment-output.js';
import { grownText } from './grown-text.js';
import type { WidenFlags } from './net2net.js';

/** Of the noise, where nobody says it: a choice of Keras' example, the paper does not tell its own. */
const usualNoise = 0.05;

/** Widens, and prints what changed and the certificate. */
export async function runWiden(
  model: string,
  { layer = [], to = [], factor, noise, noiseScale = usualNoise, json, quiet, ...options }: WidenFlags,
): Promise<void> {
  quietEngine();
  const grown = await widenFile({
    model,
    layers: factor === undefined ? layer.map((layer, i) => ({ layer, to: to[i]! })) : { factor },
    ...(noise && { noise: { kind: noise, scale: noiseScale } }),
    ...options,
    onMessage: saying(quiet),
  });
  process.stdout.write(json ? `${JSON.stringify(grown, null, 2)}\n` : grownText(grown));
}
