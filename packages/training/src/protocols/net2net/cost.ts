/** What training costs, in multiply-adds, so that networks of different sizes can be compared. */

import { type Graph, summary } from '@diopter/core-tensor/graph';

/**
 * Multiplications with an addition of one training step. The pass forwards has those of convolutions and dense layers, the gradient to a layer's input as
 * many, and that to its weights as many again: three times the pass forwards. (The first layer's input needs no gradient; what that saves is left out,
 * and so is what is done number by number.)
 */
export function multiplyAddsPerStep(network: Graph, batch: number): number {
  const [, ...picture] = Object.values(network.inputs)[0]!;
  return 3 * (summary(network, [batch, ...picture]).multiplyAdds ?? Number.NaN);
}

/** What there is to spend. */
export interface Budget {
  /** Multiply-adds in all. */
  readonly total: number;
  /** What has been spent on the teacher, for those who start from it. */
  readonly before: number;
}

/** The steps that are left to a network. */
export function stepsFor({ total, before }: Budget, perStep: number): number {
  return Math.max(1, Math.round((total - before) / perStep));
}
