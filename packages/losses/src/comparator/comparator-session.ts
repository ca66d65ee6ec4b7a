/** A comparator as an ONNX Runtime session: features without gradients, straight from the file. */

import {
  createSession,
  type EngineTensor,
  type EngineTensors,
  type ProviderChoice,
  type SessionOptions,
} from '@diopter/core-tensor/engine';
import { type OnnxModel, writeOnnx } from '@diopter/core-tensor/onnx';
import { type HostTensor, sizeOf } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';
import { preparedImages } from './prepared-images.js';
import type { Comparator } from './read-comparator.js';

/** A comparator that is ready to run; what it runs on, and why, is in it. */
export interface ComparatorSession extends ProviderChoice {
  /**
   * The features of images, as `comparatorFeatures` gives them.
   *
   * @param images `[batch, height, width, channels]`, in [0, 1].
   */
  features(images: HostTensor<'float32'>): Promise<Record<string, HostTensor<'float32'>>>;
  release(): Promise<void>;
}

/**
 * Loads a comparator's file into ONNX Runtime, its operators as they are: on CUDA if that starts here, else on the CPU, unless
 * `providers` says otherwise. A file that states a batch of one is run image by image, since its reshapes may rely on it.
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
  const { network, taps, values, model } = comparator;
  const input = Object.keys(network.graph.inputs)[0]!;
  const oneByOne = model.graph.inputs.find(({ name }) => name === input)?.shape?.[0] === 1;
  const session = await createSession(writeOnnx(forAnySize(model)), options);
  const { provider, reason, attempts } = session;
  const axesOf = (value: string) => network.values[value]!.axes;

  const feed = ({ data, shape }: HostTensor<'float32'>): EngineTensor => {
    const prepared = () => preparedImages(comparator, tf.tensor(data, [...shape]));
    return { ...computed(() => tf.transpose(prepared(), [...axesOf(input)])), dataType: 'float32' };
  };
  const fetched = (tap: string, results: readonly EngineTensors[]): HostTensor<'float32'> => {
    const value = values[tap]!;
    const parts = () =>
      results.map(({ [value]: part }) => tf.tensor(part!.data as Float32Array, [...part!.shape]));
    const whole = () => tf.transpose(tf.concat(parts()), inverse(axesOf(value)));
    return { ...computed(whole), dtype: 'float32' };
  };

  return {
    provider,
    reason,
    attempts,
    features: async (images) => {
      const results: EngineTensors[] = [];
      for (const batch of oneByOne ? eachOf(images) : [images]) {
        results.push(await session.run({ [input]: feed(batch) }));
      }
      return Object.fromEntries(taps.map((tap) => [tap, fetched(tap, results)]));
    },
    release: () => session.release(),
  };
}

/** The model for images of any number and size, as the graph takes them. */
function forAnySize({ graph, ...model }: OnnxModel): OnnxModel {
  const inputs = graph.inputs.map((input) => {
    // Files of before version 4 of the format list their constants among the inputs too.
    if (input.shape === undefined || graph.initializers.has(input.name)) return input;
    return { ...input, shape: input.shape.map(() => null) };
  });
  return { ...model, graph: { ...graph, inputs } };
}

/** The images of a batch as batches of one. */
function eachOf({ shape: [count = 0, ...one], data, dtype }: HostTensor<'float32'>): HostTensor<'float32'>[] {
  const size = sizeOf(one);
  return Array.from({ length: count }, (_, i) => ({
    shape: [1, ...one],
    data: data.subarray(i * size, (i + 1) * size),
    dtype,
  }));
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
