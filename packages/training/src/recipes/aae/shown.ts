/** What the pictures of a run are made of, compiled with the evaluation. */

import { foldIn, type Key, randomKey } from '@diopter/core-tensor/random';
import { type Prior, priorDimensions, samplePrior } from '@diopter/models';
import * as tf from '@tensorflow/tfjs';
import type { AaeModel, AutoencoderParameters, Codes } from './model.js';
import { labelPrior } from './priors.js';

/** Pictures of codes on a square: so many along a side. */
const side = 16;
/** Styles that are shown with every class. */
const styles = 10;
const samples = 100;

/** What was learnt, and what it makes of the held-out images. */
export interface Shown {
  readonly parameters: AutoencoderParameters;
  readonly codes: Codes;
  readonly made: tf.Tensor;
}

/**
 * Gives a function that makes the pictures: `reconstructions`; `samples`, images of codes drawn from the prior; `manifold`, images of codes on a grid or,
 * where there is a class, of the same styles in every class; and the held-out images' `codes`, `[count, length]`. What it draws it draws now,
 * by the seed, so that all evaluations of a run show images of the same codes.
 */
export function shownPictures(
  model: AaeModel,
  { classes, seed }: { readonly classes: number; readonly seed: number },
): (shown: Shown) => Readonly<Record<string, tf.Tensor>> {
  const drawn = codesToShow(model, classes, foldIn(randomKey(seed), 'shown'));
  return ({ parameters, codes, made }) => {
    const images = Object.entries(drawn).map(
      ([name, matched]) => [name, tf.clipByValue(model.decode(parameters, matched), 0, 1)] as const,
    );
    return { reconstructions: made, codes: codes.code ?? codes.style!, ...Object.fromEntries(images) };
  };
}

/** The codes of each picture. */
function codesToShow(
  { matched: { code, label, style } }: AaeModel,
  classes: number,
  key: Key,
): Record<string, Codes> {
  const draw = (prior: Prior, name: string, count: number) => samplePrior(prior, foldIn(key, name), count);
  if (code !== undefined) {
    const grid = gridOf(code.prior);
    return {
      samples: { code: draw(code.prior, 'code', samples) },
      ...(grid && { manifold: { code: grid } }),
    };
  }
  const ofLabels = label?.prior ?? labelPrior(classes);
  const count = priorDimensions(ofLabels);
  const classOf = Array.from({ length: count * styles }, (_, i) => Math.floor(i / styles));
  return {
    samples: { label: draw(ofLabels, 'label', samples), style: draw(style!.prior, 'style', samples) },
    manifold: {
      label: tf.cast(tf.oneHot(tf.tensor1d(classOf, 'int32'), count), 'float32'),
      style: tf.tile(draw(style!.prior, 'styles', styles), [count, 1]),
    },
  };
}

/** Codes on a square grid from top left, `[side², 2]`; nothing for codes of another length. */
function gridOf(prior: Prior): tf.Tensor | undefined {
  if (priorDimensions(prior) !== 2) return undefined;
  const extent = extentOf(prior);
  const at = (i: number) => extent * ((2 * (i + 0.5)) / side - 1);
  const places = Array.from({ length: side * side }, (_, i) => [at(i % side), -at(Math.floor(i / side))]);
  return tf.tensor2d(places);
}

/** How far from the origin a prior in the plane reaches, but for a few of its codes. */
const extents: { readonly [Kind in Prior['kind']]: (prior: Extract<Prior, { kind: Kind }>) => number } = {
  gaussian: ({ covariance }) => 2.5 * Math.sqrt(covariance[0]![0]!),
  mixture: ({ components }) =>
    Math.max(
      ...components.map(({ mean, covariance }) => Math.abs(mean[0]!) + 2.5 * Math.sqrt(covariance[0]![0]!)),
    ),
  'swiss-roll': ({ radius }) => radius,
  categorical: () => 1,
};

export function extentOf(prior: Prior): number {
  return (extents[prior.kind] as (prior: Prior) => number)(prior);
}
