/** Passes: pure functions from program to program, and the order in which jit applies them. */

import type { Program } from '../program/program.js';
import { foldActivation } from './fold-activation.js';
import { foldBias } from './fold-bias.js';
import { foldPadding } from './fold-padding.js';
import { masksFromOutputs } from './masks-from-outputs.js';
import { type Pass, withoutDeadCode } from './rewrite.js';
import { slopesBeforeUnpooling } from './slopes-before-unpooling.js';
import { slopesForMasks } from './slopes-for-masks.js';
import { withoutIdentities } from './without-identities.js';

export const standardPasses: readonly Pass[] = [
  withoutIdentities,
  withoutDeadCode,
  foldPadding,
  masksFromOutputs,
  slopesForMasks,
  slopesBeforeUnpooling,
  withoutDeadCode,
  foldBias,
  withoutDeadCode,
  foldActivation,
  withoutDeadCode,
];

export function optimize(program: Program, passes: readonly Pass[] = standardPasses): Program {
  return passes.reduce((current, pass) => pass(current), program);
}
