/** What `diopter mmd` does. */

import { type CodeComparison, compareCodes, namedPriors, readCodes } from '@diopter/training/latent';
import { quietEngine } from '../experiment-output.js';
import type { MmdFlags } from './mmd.js';

/** Compares, and prints numbers. */
export async function runMmd(
  samples: string,
  others: string | undefined,
  { prior, json, ...options }: MmdFlags,
): Promise<void> {
  quietEngine();
  const codes = await readCodes(samples);
  const isNamed = prior !== undefined && Object.hasOwn(namedPriors, prior);
  const against = isNamed ? { prior } : { codes: await readCodes(others ?? prior!) };
  const found = await compareCodes(codes, against, options);
  const label = isNamed ? { prior } : { others: others ?? prior! };
  process.stdout.write(json ? `${JSON.stringify({ samples, ...label, ...found })}\n` : asText(found));
}

function asText(found: CodeComparison): string {
  const { biased, unbiased, linear, pValue, slicedWasserstein, count, dimensions } = found;
  const rows = [
    ['squared MMD, unbiased', unbiased.toPrecision(4)],
    ['squared MMD, biased', biased.toPrecision(4)],
    ['squared MMD, linear time', linear.toPrecision(4)],
    ['p-value', pValue.toPrecision(3)],
    ['sliced Wasserstein', slicedWasserstein.toPrecision(4)],
    ['codes', `${count} of ${dimensions} numbers`],
  ] as const;
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`).join('');
}
