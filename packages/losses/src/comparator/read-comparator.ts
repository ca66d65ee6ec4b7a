/** A comparator as a graph: features with gradients, eagerly and in compiled functions. */

import { apply, fromOnnx, type ImportedGraph } from '@diopter/core-tensor/graph';
import { type OnnxModel, readOnnx } from '@diopter/core-tensor/onnx';
import type * as tf from '@tensorflow/tfjs';
import type { ComparatorDescription } from './description.js';
import { valuesOf } from './layers.js';
import { modelPart } from './model-part.js';
import { preparedImages } from './prepared-images.js';
import type { Preprocessing } from './preprocessing.js';

/** A network whose features are compared. Its weights are in host memory: compiled functions keep them as constants. */
export interface Comparator {
  readonly network: ImportedGraph;
  readonly preprocessing: Preprocessing;
  /** The layers that are its features. */
  readonly taps: readonly string[];
  /** The file's name of each tap. */
  readonly values: Readonly<Record<string, string>>;
  /** The part of the file that the taps need. */
  readonly model: OnnxModel;
}

/**
 * Reads a comparator from the bytes of its ONNX file, as far as its taps need it.
 *
 * @throws DiopterError `invalid-onnx`; `unsupported-operator` for an operator without a layer here; `invalid-data` if a
 * layer of the description is not in the file, with those that are.
 *
 * @example
 * const comparator = readComparator(await readFile('alexnet.onnx'), { taps: ['pool5'] });
 */
export function readComparator(bytes: Uint8Array, description: ComparatorDescription = {}): Comparator {
  const whole = readOnnx(bytes);
  const { taps = whole.graph.outputs.map(({ name }) => name), preprocessing = {} } = description;
  const values = valuesOf(whole, taps, description);
  const model = modelPart(whole, [...new Set(values)]);
  return {
    network: fromOnnx(model),
    preprocessing,
    taps,
    values: Object.fromEntries(taps.map((tap, i) => [tap, values[i]!])),
    model,
  };
}

/**
 * The features of images, with gradients with respect to the images; the weights are constant.
 *
 * @param images `[batch, height, width, channels]`, in [0, 1]; grey ones become three equal channels where the network wants colours.
 * @returns tensors `[batch, ...]` (images NHWC) by the names of the taps.
 *
 * @example
 * const features = comparatorFeatures(comparator, images);
 */
export function comparatorFeatures(comparator: Comparator, images: tf.Tensor): Record<string, tf.Tensor> {
  const { network, taps, values } = comparator;
  const nodeOf = (tap: string) => network.values[values[tap]!]!.node;
  const found = apply(network.graph, network, preparedImages(comparator, images), { taps: taps.map(nodeOf) });
  return Object.fromEntries(taps.map((tap) => [tap, found.taps[nodeOf(tap)]!]));
}
