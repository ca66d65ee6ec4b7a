/** Codes drawn from the prior of a run. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { type Key, normalValues } from '@diopter/core-tensor/random';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { type GaussianComponent, type Prior, samplePrior } from '@diopter/models';
import type { CodecDescription } from '../codec/index.js';

/** What is drawn. */
export interface CodeDraw {
  readonly key: Key;
  readonly count: number;
  /** What standard deviations are multiplied with. */
  readonly temperature: number;
  /** Of one code. */
  readonly codeShape: readonly number[];
}

/**
 * Draws codes; more of them begin with the fewer.
 *
 * @throws DiopterError `invalid-option` for a temperature that the prior has no meaning for.
 */
export function drawCodes(
  prior: NonNullable<CodecDescription['prior']>,
  { key, count, temperature, codeShape }: CodeDraw,
): HostTensor<'float32'> {
  const shape = [count, ...codeShape];
  if (prior === 'standard-normal') return normalValues(key, shape, { standardDeviation: temperature });
  const codes = samplePrior(atTemperature(prior, temperature), key, count);
  const data = codes.dataSync() as Float32Array;
  codes.dispose();
  return { dtype: 'float32', shape, data };
}

function atTemperature(prior: Prior, temperature: number): Prior {
  if (temperature === 1) return prior;
  const made =
    temperature > 0 ? (tempered[prior.kind] as Tempering<Prior>)(prior, temperature ** 2) : undefined;
  if (made !== undefined) return made;
  throw new DiopterError('invalid-option', {
    what: `a ${prior.kind} prior has no samples at temperature ${temperature}`,
    where: 'option temperature',
    help: 'use 1; Gaussians and mixtures of them take any number above 0',
  });
}

/** The prior with its variances scaled; `undefined` where there are none. */
type Tempering<P> = (prior: P, variance: number) => Prior | undefined;

const tempered: { readonly [Kind in Prior['kind']]: Tempering<Extract<Prior, { readonly kind: Kind }>> } = {
  gaussian: (prior, variance) => ({ ...prior, ...scaled(prior, variance) }),
  mixture: (prior, variance) => ({
    ...prior,
    components: prior.components.map((component) => scaled(component, variance)),
  }),
  'swiss-roll': () => undefined,
  categorical: () => undefined,
};

function scaled({ mean, covariance }: GaussianComponent, factor: number): GaussianComponent {
  return { mean, covariance: covariance.map((row) => row.map((value) => factor * value)) };
}
