/** What `diopter net2net verify` does. */

import { type Difference, type Verification, verifyFiles } from '@diopter/training/growth';
import { formatNumber } from '../../terminal/format.js';
import { formatTable } from '../../terminal/table.js';
import { quietEngine, saying } from '../experiment-output.js';
import { scientific } from './grown-text.js';
import type { VerifyFlags } from './net2net.js';

/** Compares, and prints differences. @returns the exit code. */
export async function runVerify(
  files: readonly [string, string],
  { data, json, quiet, ...options }: VerifyFlags,
): Promise<number> {
  quietEngine();
  const found = await verifyFiles({
    files,
    ...(data && { images: data }),
    ...options,
    onMessage: saying(quiet),
  });
  process.stdout.write(json ? `${JSON.stringify(found, null, 2)}\n` : verificationText(found));
  return found.same ? 0 : 1;
}

function verificationText({ same, tolerance, outputs, inputs, double }: Verification): string {
  const rows = outputs.map(({ output, other, largest, float32, float64 }) => [
    output === other ? output : `${output} / ${other}`,
    formatNumber(largest),
    differenceText(float32),
    float64 === undefined ? '' : differenceText(float64),
  ]);
  const shapes = Object.entries(inputs).map(([name, shape]) => `${name} [${shape.join(', ')}]`);
  return [
    formatTable([['output', 'largest', 'difference in single', double.done ? 'in double' : ''], ...rows]),
    `\n${same ? 'The same' : 'Not the same'}, to ${tolerance} of the largest output; compared on ${shapes.join(', ')}.\n`,
    ...(double.done ? [] : [`Not compared in double precision: ${double.reason}.\n`]),
  ].join('');
}

function differenceText({ difference, relative }: Difference): string {
  return `${scientific(difference)} (${scientific(relative)})`;
}
