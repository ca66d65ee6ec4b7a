/** Where a run gets its network: by name and drawn anew, or from a file. */

import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { DiopterError } from '@diopter/core-tensor/errors';
import { type Graph, infer } from '@diopter/core-tensor/graph';
import { openModel } from '../../model-files/index.js';
import { centredNetwork } from './centred.js';
import type { ClassifiedPictures } from './data.js';
import type { ClassifierRecipeOptions } from './description.js';
import type { ClassifierInput } from './learner.js';
import { namedClassifier } from './networks.js';
import type { OpenedClassifierOptions } from './opened.js';

/** A network, what it starts from, and what is known of it. */
export interface ClassifierSource extends OpenedClassifierOptions {
  readonly network: Graph;
  readonly start?: ClassifierInput['start'];
}

type Pictures = Pick<ClassifiedPictures, 'shape' | 'classes' | 'centring'>;

/** The network that the options name, with the centring of the pictures to train on. */
export async function namedSource(
  { network: name, channels, width }: ClassifierRecipeOptions,
  { shape: imageShape, classes, centring }: Pictures,
): Promise<ClassifierSource> {
  // Options that make no network are refused before every picture is read.
  const network = namedClassifier(name, { imageShape, outputs: classes.length, channels, width });
  infer(network);
  const measured = await centring();
  return { network: centredNetwork(network, measured), centring: measured };
}

/**
 * The network in a file, with all that its training has kept.
 *
 * @throws DiopterError as `openModel`; `shape-mismatch` for a network that takes other pictures or has not as many logits as there are classes.
 */
export async function fileSource(
  path: string,
  { shape: imageShape, classes }: Pictures,
): Promise<ClassifierSource> {
  const { stored, bytes } = await openModel(path);
  const { model, training } = stored;
  const { graph: network, parameters, statistics } = model;
  assertFits(path, network, { imageShape, classes: classes.length });
  return {
    network,
    start: {
      ...{ parameters, statistics },
      ...(training?.optimizer && { optimizer: training.optimizer }),
      ...(training?.counters?.step !== undefined && { step: training.counters.step }),
    },
    identity: { from: createHash('sha256').update(bytes).digest('hex') },
    paths: { from: resolve(path) },
  };
}

function assertFits(
  path: string,
  network: Graph,
  { imageShape, classes }: { readonly imageShape: readonly number[]; readonly classes: number },
): void {
  const mismatch = (what: string) =>
    new DiopterError('shape-mismatch', {
      what,
      where: path,
      help: `it has to make ${classes} logits of pictures of ${imageShape.join(' x ')}`,
    });
  const inputs = Object.entries(network.inputs);
  const [[name, shape] = ['', []]] = inputs;
  const fits =
    shape.length === 4 && imageShape.every((size, i) => shape[i + 1] === null || shape[i + 1] === size);
  if (inputs.length !== 1 || !fits) throw mismatch('the network does not take these pictures');
  const nodes = infer(network, { inputs: { [name]: [1, ...imageShape] } });
  const made = nodes.find((node) => node.name === network.outputs[0])?.shape ?? [];
  if (made.length === 2 && made[1] === classes) return;
  throw mismatch(`its output has the shape [${made.join(', ')}]`);
}
