/** Whether the active tfjs backend is one that records kernel calls instead of computing them. */

import * as tf from '@tensorflow/tfjs';

/** True while a function is being recorded by `jit`: the active backend then has the property `isRecording`. */
export function isRecording(): boolean {
  return (tf.backend() as { readonly isRecording?: boolean }).isRecording === true;
}
