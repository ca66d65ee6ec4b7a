/** A part of a network that one more optimizer moves: its moments stand beside those of the whole. */

import type { Tree } from '@diopter/core-tensor/tree';
import type * as tf from '@tensorflow/tfjs';
import type { Player, PlayerState } from '../../adversarial/index.js';

/** What the further optimizer remembers. */
export type Pupil<P> = Pick<PlayerState<P>, 'moments' | 'steps'>;

/** The start of a {@link Pupil}. */
export function startPupil<P extends Tree<tf.Tensor>>(player: Player, parameters: P): Pupil<P> {
  const { moments, steps } = player.start(parameters);
  return { moments, steps };
}

/** One step of the further optimizer. */
export function learnPupil<P extends Tree<tf.Tensor>, Found extends { readonly value: tf.Scalar }>(
  player: Player,
  pupil: Pupil<P>,
  parameters: P,
  f: (parameters: P) => Found,
  step: tf.Scalar,
): { readonly pupil: Pupil<P>; readonly parameters: P; readonly found: Found } {
  const { state, found } = player.learn({ ...pupil, parameters, average: null }, f, step);
  return { pupil: { moments: state.moments, steps: state.steps }, parameters: state.parameters, found };
}
