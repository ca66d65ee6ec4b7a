/** Inception with batch normalisation, for small pictures. */

import { averagePool, concat, type Graph, type Layer, maxPool, node } from '@diopter/core-tensor/graph';
import { type InceptionModule, inceptionModules } from './inception-modules.js';
import { type ClassifierOptions, checkClassifier, widened } from './options.js';
import { classifierGraph, followed, type Part, pictures, rectified, square } from './parts.js';

export { type InceptionModule, inceptionModules } from './inception-modules.js';

/** Options of {@link inceptionBn}. */
export interface InceptionBnOptions extends ClassifierOptions {
  /** Of the first branch of module 3a, which has 64 in the paper; those of all modules are in the paper's proportions. */
  readonly channels?: number;
  /** Of the convolution before the modules; `width` does not change it. */
  readonly stem?: number;
  /** In this order. */
  readonly modules?: readonly (keyof typeof inceptionModules)[];
  /** Makes of every 3 x 3 convolution one of 3 x 1 and one of 1 x 3. */
  readonly rectangular?: boolean;
}

/** Of module 3a's first branch, in the paper. */
const paperChannels = inceptionModules['3a'].single;

/**
 * Inception-BN (Ioffe and Szegedy 2015, arXiv 1502.03167), the network of the Net2Net paper, cut down to small pictures: a 3 x 3 convolution
 * instead of the paper's stem, which divides height and width by eight, then modules of four branches whose channels are joined, the mean
 * over all pixels, and a dense layer. Every convolution has a batch norm and a ReLU. Modules 3c and 4e halve height and width.
 *
 * `width` multiplies all channels inside modules and nothing else: the teacher of the Net2Net paper has `Math.sqrt(0.3)` (Chen et al. 2015, arXiv
 * 1511.05641, section 3.1; recalled). `rectangular` pairs are what its deeper networks are made of (section 3.2; recalled): there each pair
 * is followed by two more. The stem, `channels` and which modules there are by default are choices of ours.
 *
 * Input `input` is `[batch, ...imageShape]`, centred around 0; output `[batch, outputs]`, logits. Nodes are called `stem/conv`, ...,
 * `3a/1x1/conv`, `3a/3x3-reduce/conv`, `3a/3x3/conv`, `3a/double-3x3-reduce/conv`, `3a/double-3x3-1/conv`, `3a/double-3x3-2/conv`, `3a/pool`,
 * `3a/pool-1x1/conv`, `3a/join`, ..., `mean`, `output`; those of pairs `3a/3x3/3x1/conv` and `3a/3x3/1x3/conv`.
 *
 * @throws DiopterError `invalid-argument` for options out of range; from `init`, `shape-mismatch` for pictures too small for the modules.
 *
 * @example
 * const student = inceptionBn({ imageShape: [32, 32, 3], outputs: 10 });
 * const teacher = inceptionBn({ imageShape: [32, 32, 3], outputs: 10, width: Math.sqrt(0.3) });
 */
export function inceptionBn({
  width = 1,
  channels = 16,
  stem = 2 * channels,
  modules = ['3a', '3b', '3c', '4a', '4e', '5a'],
  rectangular = false,
  ...shape
}: InceptionBnOptions): Graph {
  checkClassifier('inceptionBn', width, { outputs: shape.outputs, channels, stem, modules: modules.length });
  const scaled = (count: number) => widened((count / paperChannels) * channels, width);
  let trunk = followed(pictures, rectified('stem', stem, square(3)));
  for (const name of modules) trunk = joined(name, trunk, inceptionModules[name], { scaled, rectangular });
  return classifierGraph(trunk, shape);
}

/** How the convolutions of a module are made. */
interface Making {
  readonly scaled: (count: number) => number;
  readonly rectangular: boolean;
}

/** A 3 x 3 convolution, or the pair that stands for it. */
function triple(
  name: string,
  filters: number,
  stride: number,
  { rectangular }: Making,
): Record<string, Layer> {
  if (!rectangular) return rectified(name, filters, square(3, stride));
  return {
    ...rectified(`${name}/3x1`, filters, { size: [3, 1], strides: [stride, 1] }),
    ...rectified(`${name}/1x3`, filters, { size: [1, 3], strides: [1, stride] }),
  };
}

/** The part with a module after its end. */
function joined(
  name: string,
  from: Part,
  { single, triple: [reduce, out], double: [doubleReduce, doubleOut], pool }: InceptionModule,
  making: Making,
): Part {
  const { scaled } = making;
  const stride = single === undefined ? 2 : 1;
  const pooling = pool.method === 'max' ? maxPool : averagePool;
  const window = { kernelSize: 3, strides: stride, padding: 1 } as const;
  const one = (branch: string, count: number | undefined) =>
    count === undefined ? {} : rectified(`${name}/${branch}`, scaled(count), square(1));
  const branches: readonly Record<string, Layer>[] = [
    one('1x1', single),
    { ...one('3x3-reduce', reduce), ...triple(`${name}/3x3`, scaled(out), stride, making) },
    {
      ...one('double-3x3-reduce', doubleReduce),
      ...triple(`${name}/double-3x3-1`, scaled(doubleOut), 1, making),
      ...triple(`${name}/double-3x3-2`, scaled(doubleOut), stride, making),
    },
    { [`${name}/pool`]: pooling(window), ...one('pool-1x1', pool.out) },
  ];
  const parts = branches
    .filter((layers) => Object.keys(layers).length > 0)
    .map((layers) => followed({ nodes: {}, end: from.end }, layers));
  const nodes = Object.assign({}, from.nodes, ...parts.map((part) => part.nodes)) as Part['nodes'];
  const join = `${name}/join`;
  return { nodes: { ...nodes, [join]: node(concat(), ...parts.map(({ end }) => end)) }, end: join };
}
