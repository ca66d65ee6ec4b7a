/** The error for random numbers that would be the same at every call. */

import { DiopterError } from '../../errors/index.js';
import { callerOutside } from './caller.js';

/** `draws` says who draws how. */
export function frozenRandomness(draws: string): DiopterError {
  return new DiopterError('frozen-randomness', {
    what: `${draws} while a function is being recorded: every call would get the same numbers`,
    ...callerOutside(),
    help: 'take a key as an argument and draw with normal, uniform or bernoulli of @diopter/core-tensor/random',
  });
}
