/** The classifiers that can be trained by name. */

import type { Graph } from '@diopter/core-tensor/graph';
import { type ClassifierOptions, inceptionBn, plainCnn, residualNetwork } from '@diopter/models';
import type { ClassifierNetwork } from './network-names.js';

/** What all of them can be told. */
export interface NamedClassifierOptions extends ClassifierOptions {
  /** Of the first convolutions; those of the network's own default if absent. */
  readonly channels?: number | undefined;
}

const networks: Readonly<
  Record<ClassifierNetwork, (options: ClassifierOptions & { readonly channels?: number }) => Graph>
> = {
  'plain-cnn': plainCnn,
  residual: residualNetwork,
  'inception-bn': inceptionBn,
};

/**
 * A network by its name, which wants pixels centred around 0.
 *
 * @throws DiopterError as the network's function.
 */
export function namedClassifier(
  name: ClassifierNetwork,
  { channels, ...options }: NamedClassifierOptions,
): Graph {
  return networks[name]({ ...options, ...(channels !== undefined && { channels }) });
}
