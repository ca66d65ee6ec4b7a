/** Experiments on networks whose inputs are random vectors. */

import { type Fetched, jit } from '@diopter/core-tensor/jit';
import { type Key, normal, splitKey } from '@diopter/core-tensor/random';
import type * as tf from '@tensorflow/tfjs';
import { checkCount } from '../checks/index.js';
import { checkSpecification, type NetworkSpecification } from './options.js';
import { blocksOf, drawNoise, type NetworkWeights, weightsOf } from './weights.js';

/** What an experiment sees, for every seed at once. */
export interface VectorNetworks {
  /** Independent normal numbers, `[seeds, batch, width]`. */
  readonly inputs: tf.Tensor;
  readonly weights: NetworkWeights;
  readonly specification: NetworkSpecification;
}

/**
 * Draws networks and inputs as wide as they are in one compiled program, and measures them in it.
 *
 * @throws DiopterError `invalid-argument` for a network that is not in the table, numbers out of range and a batch without pairs.
 */
export async function onVectors<Result>(
  {
    key,
    batch,
    ...network
  }: Omit<NetworkSpecification, 'inputs'> & { readonly key: Key; readonly batch: number },
  measure: (networks: VectorNetworks) => Result,
  where: string,
): Promise<Fetched<Result>> {
  checkSpecification(network, where);
  checkCount(batch, 'batch', where, 2);
  const specification = { ...network, inputs: network.width };
  const compiled = jit((key: Key) => {
    const [inputKey, weightsKey] = splitKey(key);
    const noise = drawNoise(weightsKey, blocksOf(specification), specification);
    const inputs = normal(inputKey, [specification.seeds, batch, specification.width]);
    return measure({ inputs, weights: weightsOf(noise, specification), specification });
  });
  const results = await compiled(key);
  await compiled.release();
  return results;
}
