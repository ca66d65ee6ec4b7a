/** What all experiments can be asked for. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { Key } from '@diopter/core-tensor/random';
import { checkCount } from '../checks/index.js';
import { type Normalisation, networks, normalisations, type ShatterNetwork } from './networks.js';

/** A network of the experiments. */
export interface ShatterNetworkOptions {
  readonly network?: ShatterNetwork;
  /** Of what each rectifier gets, over the batch. Its statistics are constants for the derivative. */
  readonly normalisation?: Normalisation;
  /** What residual branches are multiplied with. */
  readonly beta?: number;
}

/** Options of every experiment. */
export interface ExperimentOptions extends ShatterNetworkOptions {
  /** Units of every hidden layer. */
  readonly width?: number;
  /** How many networks, each with weights of its own. */
  readonly seeds?: number;
  /** Randomness of this call: weights, inputs and read-outs. */
  readonly key: Key;
}

/** Options of the experiments whose inputs are random vectors. */
export interface VectorExperimentOptions extends ExperimentOptions {
  /** Inputs, independent normal vectors as wide as the network: all pairs of them are compared. */
  readonly batch?: number;
}

/** A network of the experiments, complete. */
export interface NetworkSpecification extends Required<ShatterNetworkOptions> {
  readonly depth: number;
  readonly width: number;
  readonly seeds: number;
  readonly inputs: number;
}

/**
 * Checks the numbers and names of an experiment.
 *
 * @throws DiopterError `invalid-argument`.
 */
export function checkSpecification(
  { network, normalisation, beta, ...counts }: Omit<NetworkSpecification, 'inputs'>,
  where: string,
): void {
  const fail = (what: string, help?: string) => {
    throw new DiopterError('invalid-argument', { what, where, ...(help !== undefined && { help }) });
  };
  if (!Object.hasOwn(networks, network)) {
    fail(`"${network}" is no network`, `one of ${Object.keys(networks).join(', ')}`);
  }
  if (!Object.hasOwn(normalisations, normalisation)) {
    fail(`"${normalisation}" is no normalisation`, `one of ${Object.keys(normalisations).join(', ')}`);
  }
  const known = networks[network].normalisations;
  if (!known.includes(normalisation)) {
    fail(`a ${network} network with normalisation "${normalisation}" is not in the table`, known.join(', '));
  }
  if (!Number.isFinite(beta)) fail(`beta is ${beta}`);
  for (const [name, count] of Object.entries(counts)) checkCount(count, name, where);
}
