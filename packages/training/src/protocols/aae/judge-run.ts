/** The numbers of one run of the adversarial autoencoder. */

import { join } from 'node:path';
import { DiopterError } from '@diopter/core-tensor/errors';
import { type MixtureFit, mixtureFit } from '@diopter/models';
import { compareCodes, namedPriors, readCodes } from '../../latent/index.js';
import { aaeFiles } from '../../recipes/index.js';
import { curveOf, readMetrics, validationPrefix } from '../../reports/index.js';
import type { MatchMeasures } from './result.js';

/** How runs are judged. */
export interface Judging {
  /** One of those that {@link namedPriors} knows. */
  readonly prior: string;
  /** Of the kernel that judges. */
  readonly lengthscale: number;
  /** Draws of the prior that a p-value ranks among. */
  readonly draws: number;
}

/**
 * Judges the codes that a complete run has left.
 *
 * @throws DiopterError as `readCodes` and `readMetrics`.
 */
export async function judgeRun(
  folder: string,
  { prior: name, lengthscale, draws }: Judging,
): Promise<Omit<MatchMeasures, 'seconds'>> {
  const codes = await readCodes(join(folder, aaeFiles.table.path));
  const { unbiased, pValue, slicedWasserstein } = await compareCodes(
    codes,
    { prior: name },
    { lengthscale, kernel: 'imq', draws },
  );
  const prior = namedPriors[name]!(codes.shape[1]!);
  const mixture =
    prior.kind === 'mixture' ? prior : ({ kind: 'mixture', weights: [1], components: [prior] } as const);
  const validated = (metric: string) => validations(folder, metric);
  const [psnr, mismatch] = await Promise.all([validated('psnr'), validated('mmd.code')]);
  return {
    squaredMmd: unbiased,
    pValue,
    slicedWasserstein,
    ...extremes(mixtureFit(mixture, codes.data)),
    psnr: psnr.at(-1)!,
    worstLate: Math.max(...mismatch.slice(Math.floor(mismatch.length / 2))),
  };
}

/** What validations found, from first to last. */
async function validations(folder: string, metric: string): Promise<readonly number[]> {
  const path = join(folder, 'metrics.jsonl');
  const values = curveOf(await readMetrics(path), validationPrefix + metric).map(({ value }) => value);
  if (values.length > 0) return values;
  throw new DiopterError('invalid-data', { what: `no validation has ${metric}`, where: path });
}

function extremes({ within, components }: MixtureFit) {
  const of = (measure: 'share' | 'smallestVariance' | 'largestVariance') =>
    components.map((component) => component[measure]);
  return {
    within,
    smallestShare: Math.min(...of('share')),
    largestShare: Math.max(...of('share')),
    smallestVariance: Math.min(...of('smallestVariance')),
    largestVariance: Math.max(...of('largestVariance')),
  };
}
