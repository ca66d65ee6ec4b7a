/** A classifier with its pictures at hand, as recipes open it. */

import type { Opened } from '../frame/index.js';
import type { Centring } from './centring.js';
import type { ClassifiedPictures } from './data.js';
import { writeImproved } from './files.js';
import { type ClassifierInput, weightsPacking } from './learner.js';

/** What is known of it beside its input. */
export interface OpenedClassifierOptions {
  /** What the network centres pixels with, where that is known. */
  readonly centring?: Centring;
  /** What must be the same when the run goes on, beside the options and the number of pictures. */
  readonly identity?: Opened['identity'];
  readonly paths?: Opened['paths'];
}

/** The pictures, facts and files of a run. */
export function openedClassifier(
  { training, heldOut, count, heldOutCount, classes, shape: imageShape }: ClassifiedPictures,
  input: ClassifierInput,
  { centring, identity, paths }: OpenedClassifierOptions = {},
): Opened {
  const { network } = input;
  const written = { network, classes, imageShape, ...(centring && { centring }) };
  return {
    input,
    batchAt: training,
    heldOut,
    identity: { pictures: count, ...identity },
    facts: {
      pictures: count,
      heldOut: heldOutCount,
      classes: classes.length,
      parameters: weightsPacking(network).size,
    },
    ...(paths && { paths }),
    improved: (folder, improvement) => writeImproved(folder, written, improvement),
  };
}
