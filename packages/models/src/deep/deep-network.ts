/** Networks of any depth, with and without shortcuts, that start linear or as is usual. */

import {
  add,
  averagePool,
  dense,
  type Graph,
  type Layer,
  type Node,
  node,
  orthogonal,
  scale,
} from '@diopter/core-tensor/graph';
import { chain } from '../layers/index.js';
import { architectures, type Mixture } from './architectures.js';
import { checkOptions } from './check-options.js';
import { startOf } from './initialisations.js';
import { normalisations } from './normalisations.js';
import type { DeepNetworkOptions } from './options.js';
import { trunkOf } from './trunk.js';

/** A part of a graph, and the name of its result. */
interface Part {
  readonly nodes: Readonly<Record<string, Node>>;
  readonly end: string;
}

/**
 * A network of `depth` weight layers, for the study of depth. The first reads the input as it is. Every other one reads
 * `activation(normalisation(x))` of the stream `x`, and its result `b` becomes the next stream as the architecture says
 * (Balduzzi et al. 2017, arXiv 1702.08591):
 *
 * | `architecture` | next stream |
 * |---|---|
 * | `plain` | `b` |
 * | `residual` | `x + beta * b` |
 * | `highway` | `sqrt(1 - transformGate²) * x + transformGate * b` |
 *
 * The last layer, `output`, is a dense one without a shortcut. With `imageShape` all others are convolutions of stride 1, and the
 * mean over all pixels stands before the last; images are halved by averages, since maxima are not linear. Input `input` is
 * `[batch, inputs]` or `[batch, ...imageShape]`, centred around 0; output `[batch, outputs]`.
 *
 * `looks-linear` weights make the network a linear function of its input until it has learnt something, whatever its depth, by mirrors that
 * undo `crelu` and `mirrored-relu` (see `looksLinear`) and by slopes of 1 for `prelu`. Plain ones keep norms from layer to layer, because
 * the weights are orthogonal, in convolutions delta-orthogonal. With `batch-norm` they are linear with running statistics, not across a batch. The other
 * initialisations have gain `sqrt(2)` for `relu` and `crelu` and `sqrt(2 / 1.0625)` for `prelu`, whose slopes then start at 0.25; `xavier`
 * has none. Orthogonal filters are flattened.
 *
 * Nodes are called `layer1`, `norm2`, `active2`, `layer2`, ..., `output`. The stream after layer `l` is `pool<l>`, `sum<l>` or `layer<l>`, the
 * first of them that is there. Widths, defaults and the places of the pools are choices of ours.
 *
 * @throws DiopterError `invalid-argument` for options out of range, and where the initialisation has no meaning for the activation: relu
 * has no looks-linear weights, `mirrored-relu` no others. From `init`, `shape-mismatch` for an odd width of `mirrored-relu`, or fewer channels than
 * the image's for looks-linear convolutions.
 *
 * @example
 * const network = deepNetwork({ imageShape: [32, 32, 3], channels: 16, depth: 200, outputs: 10 });
 * const logits = apply(network, init(network, randomKey(1)), images).y; // [batch, 10]
 */
export function deepNetwork({
  depth,
  outputs,
  architecture = 'plain',
  activation = 'crelu',
  normalisation = 'none',
  initialisation = 'looks-linear',
  beta = 0.1,
  transformGate = Math.sqrt(1 / depth),
  ...shape
}: DeepNetworkOptions): Graph {
  const trunk = trunkOf(shape, depth);
  checkOptions({ depth, outputs, beta, transformGate }, trunk);
  const { active, weights } = startOf(activation, initialisation);
  const mixture = architectures[architecture]({ beta, transformGate });

  const activated = (l: number) => ({
    ...named(`norm${l}`, normalisations[normalisation]),
    [`active${l}`]: active,
  });
  const pooled = (l: number, part: Part): Part =>
    trunk.poolAfter.includes(l) ? followed(part, { [`pool${l}`]: averagePool() }) : part;

  let stream = pooled(
    1,
    followed({ nodes: {}, end: 'input' }, { layer1: trunk.layer(weights('first', trunk.isometry)) }),
  );
  for (let l = 2; l < depth; l++) {
    const layer = trunk.layer(weights('between', trunk.isometry));
    const branch = followed(stream, { ...activated(l), [`layer${l}`]: layer });
    stream = pooled(l, mixed(stream.end, branch, mixture, l));
  }
  const kernel = weights('last', orthogonal());
  const { nodes, end } = followed(stream, {
    ...activated(depth),
    ...named('mean', trunk.rows),
    output: dense({ units: outputs, initializers: { kernel } }),
  });
  return { inputs: { input: trunk.input }, nodes, outputs: [end] };
}

/** A layer that may be absent, by name. */
function named(name: string, layers: readonly Layer[]): Record<string, Layer> {
  return Object.fromEntries(layers.map((layer) => [name, layer]));
}

/** The part with layers after its end. */
function followed({ nodes, end }: Part, layers: Readonly<Record<string, Layer>>): Part {
  return { nodes: { ...nodes, ...chain(end, layers) }, end: Object.keys(layers).at(-1)! };
}

/** The branch, added to the stream that it began with. */
function mixed(stream: string, branch: Part, mixture: Mixture, l: number): Part {
  if (mixture.carry === 0) return branch;
  const { nodes, end } = followed(branch, { [`branch${l}`]: scale({ multiplier: mixture.branch }) });
  return {
    nodes: {
      ...nodes,
      [`carry${l}`]: node(scale({ multiplier: mixture.carry }), stream),
      [`sum${l}`]: node(add(), `carry${l}`, end),
    },
    end: `sum${l}`,
  };
}
