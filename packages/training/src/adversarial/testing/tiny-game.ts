/** A generator, a discriminator and a comparator of a few filters, and DeePSiM's learner of them. */

import {
  apply,
  concat,
  conv2d,
  conv2dTranspose,
  dense,
  dropout,
  type Graph,
  globalAveragePool,
  init,
  leakyRelu,
  node,
  type Parameters,
  relu,
  sequential,
  toOnnx,
} from '@diopter/core-tensor/graph';
import { type JitOptions, jit } from '@diopter/core-tensor/jit';
import { writeOnnx } from '@diopter/core-tensor/onnx';
import { multistep } from '@diopter/core-tensor/optim';
import { foldIn, type Key, normal, randomKey, uniformValues } from '@diopter/core-tensor/random';
import { type HostTensor, mapTree, type Tree } from '@diopter/core-tensor/tree';
import { type Comparator, readComparator } from '@diopter/losses';
import * as tf from '@tensorflow/tfjs';
import {
  type AdversaryOptions,
  type DeepsimLearner,
  type DeepsimLearnerOptions,
  deepsimLearner,
  type ImageGenerator,
  type Playing,
} from '../index.js';

/** The parameters of any graph. */
export type GraphParameters = Parameters<Graph, tf.Tensor>;

/** Images of 8x8x3 to 4x4x4 and back. */
const generator: Graph = sequential([null, 8, 8, 3], {
  down: conv2d({ filters: 4, kernelSize: 3, strides: 2, padding: 1 }),
  active: leakyRelu({ slope: 0.3 }),
  up: conv2dTranspose({ filters: 3, kernelSize: 4, strides: 2, padding: 1 }),
});

const seen = {
  conv: node(conv2d({ filters: 4, kernelSize: 3, strides: 2, padding: 'valid' }), 'image'),
  active: node(relu(), 'conv'),
  pool: node(globalAveragePool(), 'active'),
};
const judge = (...inputs: string[]) => ({ judge: node(dense({ units: 2 }), ...inputs) });
const inputs = { image: [null, 8, 8, 3] };
const outputs = ['judge'];

/** Networks that give the logits of real and fake. */
export const discriminators = {
  plain: { inputs, nodes: { ...seen, ...judge('pool') }, outputs },
  forgetful: { inputs, nodes: { ...seen, drop: node(dropout(), 'pool'), ...judge('drop') }, outputs },
  conditional: {
    inputs: { ...inputs, features: [null, 6] },
    nodes: {
      ...seen,
      branch: node(dense({ units: 3 }), 'features'),
      joined: node(concat(), 'pool', 'branch'),
      ...judge('joined'),
    },
    outputs,
  },
} as const satisfies Record<string, Graph>;

const features: Graph = sequential([null, null, null, 3], {
  conv: conv2d({ filters: 5, kernelSize: 3, padding: 1 }),
  active: relu(),
});

/** The comparator with these parameters; random ones by default. */
export function tinyComparator(
  parameters: GraphParameters = init(features, randomKey(4)).parameters,
): Comparator {
  return readComparator(writeOnnx(toOnnx(features, { parameters, statistics: {} })));
}

/** Adds noise to the image in training. */
export const tinyGenerator = (noise: number): ImageGenerator<GraphParameters> => ({
  start: (key) => init(generator, key).parameters,
  generate: (parameters, { images }, key) => {
    const options = { standardDeviation: noise };
    const seen =
      key && noise > 0 ? tf.add(images!, normal(foldIn(key, 'noise'), images!.shape, options)) : images!;
    return { images: apply(generator, { parameters, statistics: {} }, seen).y };
  },
});

/** Options of {@link tinyLearner}. */
export interface TinyOptions
  extends Partial<Omit<DeepsimLearnerOptions<GraphParameters>, 'adversary'>>,
    Partial<AdversaryOptions> {
  /** Standard deviation of noise on the images that the generator sees. */
  readonly noise?: number;
}

/** The learner. Adam's rates fall after the fourth step. */
export function tinyLearner({
  noise = 0,
  network = discriminators.plain,
  weightDecay = 4e-4,
  condition,
  pauses = {},
  from = 0,
  ...options
}: TinyOptions = {}): DeepsimLearner<GraphParameters> {
  const learningRate = multistep({ initial: 0.01, milestones: [4], factor: 0.5 });
  return deepsimLearner({
    generator: tinyGenerator(noise),
    comparator: tinyComparator(),
    weights: { feature: 0.75, adversarial: 0.0625, pixel: 1.25 },
    learningRate,
    adversary: { network, learningRate, weightDecay, pauses, from, ...(condition && { condition }) },
    ...options,
  });
}

/** Three images, uniform noise. */
export const tinyImages = (seed = 1): HostTensor<'float32'> => uniformValues(randomKey(seed), [3, 8, 8, 3]);

/** A compiled program of {@link tinyLearner}, typed as what goes in and out: trees in host memory. */
export interface CompiledProgram {
  (
    learned: Tree<HostTensor>,
    batch: Readonly<Record<string, HostTensor>>,
    key: Key,
    step: number,
  ): Promise<{ learned: Tree<HostTensor>; metrics: Readonly<Record<string, HostTensor>> }>;
  release(): Promise<void>;
}

/** The programs of a learner, each compiled when it is first called. */
export function compiledPrograms({ programs }: DeepsimLearner<GraphParameters>, options: JitOptions = {}) {
  return Object.fromEntries(
    Object.entries(programs).map(([name, program]) => [
      name,
      jit(program as (...args: never[]) => unknown, options) as unknown as CompiledProgram,
    ]),
  ) as Readonly<Record<Playing | 'step' | 'alone', CompiledProgram>>;
}

/** A tree in host memory. */
export function onHost(tree: Tree<tf.Tensor>): Tree<HostTensor> {
  return mapTree((leaf) => {
    const { shape, dtype } = leaf as tf.Tensor;
    return { shape, dtype, data: (leaf as tf.Tensor).dataSync() } as HostTensor;
  }, tree) as Tree<HostTensor>;
}
