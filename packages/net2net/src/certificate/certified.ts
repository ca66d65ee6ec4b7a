/** A network that was made of another, compared with it. */

import { foldIn, type Key } from '@diopter/core-tensor/random';
import { type DoubleModel, type Model, rounded } from '../model/index.js';
import { type Certificate, certify, measuredDifferences } from './certificate.js';
import { drawnInputs } from './drawn-inputs.js';
import type { ModelInputs } from './outputs.js';

/** What both networks are compared on. */
export interface ComparisonOptions {
  /** Two examples of normal numbers if absent. */
  readonly inputs?: ModelInputs;
  /** Whether they are compared in double precision too, which takes long for large networks. */
  readonly double?: boolean;
}

/** A network, and what is known of it. */
export interface Certified {
  readonly model: Model;
  readonly certificate: Certificate;
}

/** Rounds the weights of a new network, and certifies what came of the old one. */
export async function certified(
  before: Model,
  unrounded: DoubleModel,
  about: Pick<Certificate, 'transform' | 'options' | 'layers'> & { readonly key: Key },
  { inputs: given, double = true }: ComparisonOptions,
): Promise<Certified> {
  const model = rounded(unrounded);
  const inputs = given ?? drawnInputs(before.graph, foldIn(about.key, 'inputs'));
  const compared = { before, after: model, ...(double && { unrounded }) };
  return { model, certificate: certify(about, inputs, await measuredDifferences(compared, inputs)) };
}
