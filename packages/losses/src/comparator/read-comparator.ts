/** A comparator as a graph: features with gradients, eagerly and in compiled functions. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { apply, fromOnnx, type ImportedGraph } from '@diopter/core-tensor/graph';
import { type OnnxModel, readOnnx } from '@diopter/core-tensor/onnx';
import type * as tf from '@tensorflow/tfjs';
import type { ComparatorDescription } from './description.js';
import { type Preprocessing, preprocess } from './preprocessing.js';

/** A network whose features are compared. Its weights are in host memory: compiled functions keep them as constants. */
export interface Comparator {
  readonly network: ImportedGraph;
  readonly preprocessing: Preprocessing;
  /** The values of the file that are its features. */
  readonly taps: readonly string[];
  /** The file. */
  readonly model: OnnxModel;
}

/**
 * Reads a comparator from the bytes of its ONNX file.
 *
 * @throws DiopterError `invalid-onnx`; `unsupported-operator` for an operator without a layer here; `invalid-data` if a
 * layer of the description is not in the file.
 *
 * @example
 * const comparator = readComparator(await readFile('alexnet.onnx'), { taps: ['pool5'] });
 */
export function readComparator(bytes: Uint8Array, description: ComparatorDescription = {}): Comparator {
  const model = readOnnx(bytes);
  const network = fromOnnx(model);
  const outputs = model.graph.outputs.map(({ name }) => name);
  const { taps = outputs, preprocessing = {} } = description;
  const missing = taps.filter((tap) => !Object.hasOwn(network.values, tap));
  if (missing.length > 0) {
    throw new DiopterError('invalid-data', {
      what: `the comparator has no value called ${missing.join(' or ')}`,
      where: 'readComparator',
      help: `among others it has ${Object.keys(network.values).slice(-5).join(', ')}`,
    });
  }
  return { network, preprocessing, taps, model };
}

/**
 * The features of images, with gradients with respect to the images; the weights are constant.
 *
 * @param images `[batch, height, width, channels]`, in [0, 1].
 * @returns tensors `[batch, ...]` (images NHWC) by the names of the taps.
 *
 * @example
 * const features = comparatorFeatures(comparator, images);
 */
export function comparatorFeatures(
  { network, preprocessing, taps }: Comparator,
  images: tf.Tensor,
): Record<string, tf.Tensor> {
  const nodes = taps.map((tap) => network.values[tap]!.node);
  const values = apply(network.graph, network, preprocess(images, preprocessing), { taps: nodes }).taps;
  return Object.fromEntries(taps.map((tap, i) => [tap, values[nodes[i]!]!]));
}
