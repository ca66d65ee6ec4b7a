/** Deeper networks with their weights, and the proof that they compute the same. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { Key } from '@diopter/core-tensor/random';
import { type Certified, type ComparisonOptions, certified, type ModelInputs } from '../certificate/index.js';
import type { Model } from '../model/index.js';
import { calibrated, checkedStatistics, type StatisticsByNode } from './calibration.js';
import { type DeepenedGraph, type DeepenGraphOptions, deepenGraph } from './deepen-graph.js';
import { insertedNodes, withPieces } from './insert.js';
import { ways } from './ways.js';

/** What is inserted, how, and what it is checked on. */
export interface DeepenOptions extends DeepenGraphOptions, ComparisonOptions {
  /** Data for the statistics of an identity's batch norm: examples like those of training. */
  readonly calibrate?: ModelInputs;
  /** The statistics themselves, instead of data; certificates hold them. */
  readonly statistics?: StatisticsByNode;
  /** Of the first layers of residual branches, and of the inputs that are drawn to compare on. */
  readonly key: Key;
}

/** A network after layers were inserted. */
export interface DeepenedModel extends Certified {
  /** All new nodes: optimizer states and averages need values for them. */
  readonly inserted: readonly string[];
}

/**
 * Inserts layers that do not change what a network computes (Net2DeeperNet, Chen et al. 2015, arXiv 1511.05641, section 2.3).
 *
 * With `kind: 'identity'` a convolution with a 1 in the centre of its kernel, or a dense layer, comes after a node, and then the activation. This is exact where
 * the activation leaves the values as they are: a relu (relu6, clip, abs) after one of the same kind, or after any node whose values are known to lie
 * where it does nothing, such as a pool or a concatenation of rectified values. After a CReLU the weights are `[I, -I]` and a CReLU follows; after a PReLU
 * a PReLU of slope 1. Nothing else is exact, and it is refused: tanh, sigmoid, GELU, leaky ReLU. With `kind: 'residual'` two layers are added
 * beside the value, the second all zeros: exact after any node.
 *
 * With `normalisation` an identity has a batch norm, which needs data to `calibrate`: `gamma = sqrt(variance + epsilon)` and `beta = mean` undo what the statistics
 * of the data do. In `evaluate` mode, where these statistics are used, the function stays, and so says what is measured. In `train` mode it stays on
 * the calibration data only, since any other batch is normalised by statistics of its own. So the certificate calls that layer `approximate`, and the whole not
 * `preserved`.
 *
 * Inputs and outputs keep their names, and new nodes are called after the node before them: `relu2_deeper1`. Weights are computed in double
 * precision and rounded once; the certificate says how far outputs moved in `evaluate` mode.
 *
 * @throws DiopterError `invalid-argument` for nodes after which nothing can be inserted so (with the reason: {@link planDeepening} has all), for kernels
 * of even size, and for an identity with a batch norm without data.
 *
 * @example
 * const { model, certificate } = await deepen(teacher, { after: 'relu2', key: randomKey(1) });
 * certificate.preserved; // true
 */
export async function deepen(before: Model, options: DeepenOptions): Promise<DeepenedModel> {
  const deepened = deepenGraph(before.graph, options, { exact: true });
  const { kind, normalisation } = deepened.settings;
  const way = ways[kind];
  const statistics =
    normalisation && way.calibrated ? await statisticsOf(before, deepened, options) : undefined;
  const weights = deepened.insertions.map(({ after, piece, options }) =>
    way.weights(piece, options, statistics?.[after]),
  );
  const about = {
    transform: 'deepen',
    options: { ...deepened.settings, ...(statistics && { statistics }) },
    key: options.key,
    layers: weights.flatMap(({ proofs }) => proofs),
  };
  const unrounded = withPieces(before, deepened, weights, options.key);
  return { ...(await certified(before, unrounded, about, options)), inserted: insertedNodes(deepened) };
}

async function statisticsOf(
  model: Model,
  { insertions }: DeepenedGraph,
  { calibrate, statistics: given }: DeepenOptions,
): Promise<StatisticsByNode> {
  if (given !== undefined) return checkedStatistics(insertions, given);
  if (calibrate !== undefined) return calibrated(model, insertions, calibrate);
  throw new DiopterError('invalid-argument', {
    what: 'a batch norm undoes itself only for statistics of data, and there are none',
    where: 'deepen, option calibrate',
    help: 'pass some hundred examples of the training data',
  });
}
