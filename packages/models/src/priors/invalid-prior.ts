/** How a prior is refused. */

import { DiopterError } from '@diopter/core-tensor/errors';

/** Refuses a prior that does not describe a distribution. */
export function invalidPrior(what: string, help?: string): DiopterError {
  return new DiopterError('invalid-argument', { what, where: 'prior', ...(help !== undefined && { help }) });
}

/** Refuses a question about densities to a prior that has none. */
export function withoutDensity(kind: string, reason: string): DiopterError {
  return new DiopterError('invalid-argument', {
    what: `a ${kind} prior has no density: ${reason}`,
    where: 'prior',
    help: 'densities and distances are known for gaussian and mixture priors; compare samples instead',
  });
}
