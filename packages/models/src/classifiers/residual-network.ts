/** Residual networks for small pictures. */

import { add, type Graph, type Layer, maxPool, node, pad, relu } from '@diopter/core-tensor/graph';
import { type ClassifierOptions, checkClassifier, widened } from './options.js';
import { classifierGraph, followed, normalised, type Part, pictures, rectified, square } from './parts.js';

/** Options of {@link residualNetwork}. */
export interface ResidualNetworkOptions extends ClassifierOptions {
  /** Of the first stage; the others have twice and four times as many. */
  readonly channels?: number;
  /** Blocks of each of the three stages: `n` blocks make `6 n + 2` weight layers. */
  readonly blocks?: number;
  /**
   * What a shortcut does where sizes change: `projection` convolves with 1 x 1 filters (option B of the paper), `padded` takes every other
   * pixel and adds channels of zeros, half of them in front (option A).
   */
  readonly shortcut?: keyof typeof shortcuts;
}

/** Shortcuts to half the height and width and to more channels, by name. */
const shortcuts = {
  projection: (name: string, _from: number, to: number): Record<string, Layer> =>
    normalised(`${name}/shortcut`, to, square(1, 2)),
  padded: (name: string, from: number, to: number): Record<string, Layer> => {
    const front = Math.floor((to - from) / 2);
    return {
      [`${name}/shortcut/every-other`]: maxPool({ kernelSize: 1, strides: 2 }),
      [`${name}/shortcut/zeros`]: pad({
        paddings: [
          [0, 0],
          [0, 0],
          [0, 0],
          [front, to - from - front],
        ],
      }),
    };
  },
} as const;

/**
 * A residual network for small pictures (He et al. 2016, arXiv 1512.03385, section 4.2): a convolution, three stages of blocks of two 3 x 3
 * convolutions with batch norm, each block added to what it read, the mean over all pixels, and a dense layer. The second and the third
 * stage halve pictures and double channels in their first convolution.
 *
 * Input `input` is `[batch, ...imageShape]`, centred around 0; output `[batch, outputs]`, logits. Nodes are called `stem/conv`, ...,
 * `stage2/block1/conv1/conv`, ..., `stage2/block1/shortcut/conv`, `stage2/block1/sum`, `stage2/block1/relu`, ..., `mean`, `output`.
 *
 * @throws DiopterError `invalid-argument` for options out of range.
 *
 * @example
 * const resnet20 = residualNetwork({ imageShape: [32, 32, 3], outputs: 10, blocks: 3 });
 */
export function residualNetwork({
  width = 1,
  channels = 16,
  blocks = 3,
  shortcut = 'projection',
  ...shape
}: ResidualNetworkOptions): Graph {
  checkClassifier('residualNetwork', width, { outputs: shape.outputs, channels, blocks });
  const filters = [1, 2, 4].map((times) => widened(channels * times, width));
  let trunk = followed(pictures, rectified('stem', filters[0]!, square(3)));
  filters.forEach((to, stage) => {
    for (let block = 1; block <= blocks; block++) {
      const name = `stage${stage + 1}/block${block}`;
      const halves = stage > 0 && block === 1;
      const way = halves ? shortcuts[shortcut](name, filters[stage - 1]!, to) : {};
      trunk = withShortcut(name, trunk, way, {
        ...rectified(`${name}/conv1`, to, square(3, halves ? 2 : 1)),
        ...normalised(`${name}/conv2`, to, square(3)),
      });
    }
  });
  return classifierGraph(trunk, shape);
}

/** A branch and a shortcut from the same place, added up and rectified. */
function withShortcut(
  name: string,
  from: Part,
  shortcut: Readonly<Record<string, Layer>>,
  branch: Readonly<Record<string, Layer>>,
): Part {
  const computed = followed(from, branch);
  const { nodes, end } = followed({ nodes: computed.nodes, end: from.end }, shortcut);
  const sum = {
    nodes: { ...nodes, [`${name}/sum`]: node(add(), computed.end, end) },
    end: `${name}/sum`,
  };
  return followed(sum, { [`${name}/relu`]: relu() });
}
