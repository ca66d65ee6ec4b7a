/** Weights that undo the rectifiers around them, so that a deep network starts as a linear one. */

import * as tf from '@tensorflow/tfjs';
import { problem } from '../problem.js';
import { formatShape } from '../shape.js';
import type { Drawer, Initializer, Mirror } from './initializer.js';
import { orthogonal } from './orthogonal.js';
import { weightGeometry } from './weight-geometry.js';

/** Over which of the last two axes, inputs and outputs, each mirror goes. */
const mirroredAxes: Readonly<Record<Mirror, readonly (-2 | -1)[]>> = {
  inputs: [-2],
  outputs: [-1],
  both: [-2, -1],
};

/**
 * Looks-linear weights (Balduzzi et al. 2017, arXiv 1702.08591): `W` and `-W`, side by side.
 *
 * - `mirror: 'inputs'`, for a layer that reads {@link crelu}, `[relu(z), relu(-z)]` with all positives before all negatives:
 *   `[W, -W]`, and `W relu(z) - W relu(-z) = W z` exactly. With the other sign in the second half, `-relu(-z)`, it would be `W |z|`.
 * - plain ReLUs over mirrored channels `[h, -h]`: the first layer makes them, `'outputs'`: `[W; -W]`; those between keep them,
 *   `'both'`: `[[W, -W], [-W, W]]`; the last layer takes them together, `'inputs'` (as in Burkholz and Dubatovka 2019).
 *
 * A layer that reads the network's input is not mirrored for CReLU. PReLU needs no mirror: with slope 1 it starts as the identity.
 *
 * @param weights How `W` starts, whose shape and fans are those of half the channels. For the norm to stay, it has to keep
 * norms without a rectifier: {@link orthogonal}, `deltaOrthogonal()` or `lecunNormal()`, whose variance is `1 / fan in` of `W`;
 * He's would multiply the norm by `sqrt(2)` per layer.
 *
 * For dense layers and convolutions; a transposed convolution's filter has its channels in the other order. `init` refuses it with
 * `shape-mismatch` where a number of channels to be mirrored is odd, and with `invalid-argument` for other parameters than weights.
 *
 * @example
 * const network = sequential([null, 32], {
 *   first: dense({ units: 32, initializers: { kernel: orthogonal() } }),
 *   active: crelu(),
 *   second: dense({ units: 32, initializers: { kernel: looksLinear({ mirror: 'inputs' }) } }),
 * });
 */
export function looksLinear({
  mirror,
  weights = orthogonal(),
}: {
  readonly mirror: Mirror;
  readonly weights?: Initializer;
}): Initializer {
  return { kind: 'looksLinear', mirror, weights };
}

export const drawLooksLinear: Drawer<'looksLinear'> = ({ mirror, weights }, { key, shape, fans }, draw) => {
  const geometry = weightGeometry({ shape, fans }, 'looks-linear');
  const axes = mirroredAxes[mirror];
  if (axes.some((axis) => shape.at(axis)! % 2 === 1)) {
    throw problem(
      'shape-mismatch',
      `looks-linear weights have two halves of channels, the shape ${formatShape(shape)} has not`,
      'mirror only layers beside a CReLU or a mirrored ReLU, and give the latter an even number of channels',
    );
  }
  const [inputs, outputs] = geometry.channels.map(
    (size, i) => size / (axes.includes(i === 0 ? -2 : -1) ? 2 : 1),
  );
  const half = {
    key,
    shape: [...geometry.window, inputs!, outputs!],
    fans: {
      in: (fans.in * inputs!) / geometry.channels[0],
      out: (fans.out * outputs!) / geometry.channels[1],
    },
  };
  return tf.tidy(() =>
    axes.reduce(
      (mirrored, axis) => {
        return tf.concat([mirrored, tf.neg(mirrored)], shape.length + axis);
      },
      draw(weights, half),
    ),
  );
};
