/** A comparator as an ONNX Runtime session: features without gradients, straight from the file. */

import { createSession, type EngineTensor, type SessionOptions } from '@diopter/core-tensor/engine';
import { type OnnxModel, writeOnnx } from '@diopter/core-tensor/onnx';
import type { HostTensor } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';
import { preprocess } from './preprocessing.js';
import type { Comparator } from './read-comparator.js';

/** A comparator that is ready to run. */
export interface ComparatorSession {
  /**
   * The features of images, as `comparatorFeatures` gives them.
   *
   * @param images `[batch, height, width, channels]`, in [0, 1].
   */
  features(images: HostTensor<'float32'>): Promise<Record<string, HostTensor<'float32'>>>;
  release(): Promise<void>;
}

/**
 * Loads a comparator's file into ONNX Runtime: its operators as they are.
 *
 * @throws DiopterError as `createSession`.
 *
 * @example
 * const session = await comparatorSession(comparator);
 * const { conv3 } = await session.features(images);
 */
export async function comparatorSession(
  comparator: Comparator,
  options: SessionOptions = {},
): Promise<ComparatorSession> {
  const { network, preprocessing, taps, model } = comparator;
  const input = Object.keys(network.graph.inputs)[0]!;
  const session = await createSession(writeOnnx(withOutputs(model, taps)), options);
  const axesOf = (value: string) => network.values[value]!.axes;

  const feed = ({ data, shape }: HostTensor<'float32'>): EngineTensor => {
    const prepared = () => preprocess(tf.tensor(data, [...shape]), preprocessing);
    return { ...computed(() => tf.transpose(prepared(), [...axesOf(input)])), dataType: 'float32' };
  };
  const fetched = (tap: string, { data, shape }: EngineTensor): HostTensor<'float32'> => {
    const value = () => tf.tensor(data as Float32Array, [...shape]);
    return { ...computed(() => tf.transpose(value(), inverse(axesOf(tap)))), dtype: 'float32' };
  };

  return {
    features: async (images) => {
      const results = await session.run({ [input]: feed(images) });
      return Object.fromEntries(taps.map((tap) => [tap, fetched(tap, results[tap]!)]));
    },
    release: () => session.release(),
  };
}

/** The model with these of its values as its outputs, for images of any number and size, as the graph takes them. */
function withOutputs({ graph, ...model }: OnnxModel, names: readonly string[]): OnnxModel {
  const { values: _, inputs, ...rest } = graph;
  const freed = inputs.map(({ shape, ...input }) => ({
    ...input,
    ...(shape && { shape: shape.map(() => null) }),
  }));
  const outputs = names.map((name) => ({ name, dataType: 'float32' as const }));
  return { ...model, graph: { ...rest, inputs: freed, outputs } };
}

function computed(f: () => tf.Tensor): { shape: readonly number[]; data: Float32Array } {
  const tensor = tf.tidy(f);
  const data = tensor.dataSync<'float32'>();
  tensor.dispose();
  return { shape: tensor.shape, data };
}

function inverse(permutation: readonly number[]): number[] {
  return permutation.map((_, axis) => permutation.indexOf(axis));
}
