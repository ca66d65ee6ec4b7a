/** Pictures through a trained autoencoder and back. */

import { readFile } from 'node:fs/promises';
import { DiopterError } from '@diopter/core-tensor/errors';
import { apply, fromOnnx } from '@diopter/core-tensor/graph';
import { jit } from '@diopter/core-tensor/jit';
import { readOnnx } from '@diopter/core-tensor/onnx';
import type { HostTensor } from '@diopter/core-tensor/tree';
import type * as tf from '@tensorflow/tfjs';
import { crop } from '../../images/crop.js';
import type { Image } from '../../images/image.js';
import { stackImages, unstackImages } from '../../images/tensor.js';
import { reduction } from '../downsample.js';

/** A trained autoencoder, ready for pictures. */
export interface Reconstructor {
  /** 3 for colour, 1 for grey: what pictures must have. */
  readonly channels: 1 | 3;
  /** What the autoencoder makes of a picture of any size; samples can leave [0, 1] a little. */
  reconstruct(image: Image): Promise<Image>;
  release(): Promise<void>;
}

/**
 * Loads an `autoencoder.onnx`, or any other model that gives images of the size it takes.
 *
 * @throws DiopterError `file-not-found`; `invalid-onnx` and `unsupported-operator`; `invalid-graph` for a model of something else.
 *
 * @example
 * const { channels, reconstruct } = await loadAutoencoder('runs/first/autoencoder.onnx');
 * await writeImage('out.png', await reconstruct(await readImage('cat.jpg', { channels })));
 */
export async function loadAutoencoder(path: string): Promise<Reconstructor> {
  const bytes = await readFile(path).catch((cause: Error) => {
    throw new DiopterError('file-not-found', {
      what: `the model cannot be read: ${cause.message}`,
      where: path,
      cause,
    });
  });
  const { graph, ...variables } = fromOnnx(readOnnx(bytes));
  const [input] = Object.values(graph.inputs);
  const channels = input?.at(-1);
  if (input?.length !== 4 || (channels !== 1 && channels !== 3)) throw notAnAutoencoder(path);
  const compiled = jit((images: tf.Tensor) => apply(graph, variables, images).y);

  return {
    channels,
    reconstruct: async (image) => {
      const padded = stackImages([padded8(image)]);
      const output = await compiled(padded);
      if (output.shape.join() !== padded.shape.join()) throw notAnAutoencoder(path);
      const [reconstruction] = unstackImages(output as HostTensor<'float32'>);
      return crop(reconstruction!, { left: 0, top: 0, width: image.width, height: image.height });
    },
    release: () => compiled.release(),
  };
}

/** The image with its last column and row repeated until both sizes are multiples of 8. */
function padded8({ width, height, channels, data }: Image): Image {
  const [wide, high] = [width, height].map((size) => reduction * Math.ceil(size / reduction)) as [
    number,
    number,
  ];
  const padded = new Float32Array(wide * high * channels);
  for (let y = 0, to = 0; y < high; y++) {
    const row = Math.min(y, height - 1) * width;
    for (let x = 0; x < wide; x++, to += channels) {
      const from = (row + Math.min(x, width - 1)) * channels;
      padded.set(data.subarray(from, from + channels), to);
    }
  }
  return { width: wide, height: high, channels, data: padded };
}

function notAnAutoencoder(path: string): DiopterError {
  return new DiopterError('invalid-graph', {
    what: 'it does not make images of the size it is given: it is no autoencoder of images',
    where: path,
    help: "give it the autoencoder.onnx of a run of 'diopter train autoencoder'",
  });
}
