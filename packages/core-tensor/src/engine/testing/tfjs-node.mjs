/** Chooses the tensorflow engine and prints what it computes, beside tfjs' own cpu backend. The option is the folder to look in. */

import { useEngine } from '@diopter/core-tensor/engine';
import * as tf from '@tensorflow/tfjs';

const [from] = process.argv.slice(2);
const choice = await useEngine('auto', { from });

const x = tf.tensor4d(
  Float32Array.from({ length: 2 * 8 * 8 * 3 }, (_, i) => Math.sin(i)),
  [2, 8, 8, 3],
);
const filter = tf.tensor4d(
  Float32Array.from({ length: 3 * 3 * 3 * 4 }, (_, i) => Math.cos(i)),
  [3, 3, 3, 4],
);
const loss = (filter) => tf.conv2d(x, filter, 1, 'same').relu().maxPool(2, 2, 'valid').square().mean();

/** A convolution's gradient; what of tfjs-node calls the functions that Node 23 removed: topk and attributes that are lists. */
const computed = () => ({
  gradient: [...tf.grad(loss)(filter).dataSync()],
  largest: tf.topk(tf.tensor1d([1, 3, 2]), 2).values.arraySync(),
  cumulative: tf.cumsum(tf.tensor1d([1, 2, 3])).arraySync(),
  resized: [...tf.image.resizeBilinear(x, [4, 5]).dataSync()],
});

const tensorflow = computed();
await useEngine('cpu');
console.log(JSON.stringify({ choice, tensorflow, cpu: computed(), node: process.version }));
