/** Networks as figures and tables name them. */

import type { ShatterSpecification } from './result.js';

const networkNames: Readonly<Record<ShatterSpecification['network'], string>> = {
  feedforward: 'feed-forward',
  residual: 'residual',
  'looks-linear': 'looks-linear',
};

const normalisationNames: Readonly<Record<ShatterSpecification['normalisation'], string>> = {
  none: 'plain',
  centred: 'centred',
  'batch-norm': 'batch norm',
};

/** Such as `batch norm, β = 0.1`: what tells networks of one architecture apart. */
export function variantName({ network, normalisation, beta }: ShatterSpecification): string {
  const name = normalisationNames[normalisation];
  return network === 'residual' ? `${name}, β = ${beta}` : name;
}

/** Such as `residual, batch norm, β = 0.1`. */
export function networkName(specification: ShatterSpecification): string {
  const name = networkNames[specification.network];
  return specification.network === 'looks-linear' ? name : `${name}, ${variantName(specification)}`;
}
