/** Pictures sent through an encoder and decoder again and again. */

import type { HostTensor } from '@diopter/core-tensor/tree';
import type { HostTensors } from '../compare/chunks.js';
import { openJudge } from '../compare/judge.js';
import { type Image, stackImages, unstackImages } from '../images/index.js';
import { mean, relativeDistance, rootMeanSquare } from './distances.js';
import { type PictureSource, squarePictures } from './square-pictures.js';
import { assertCount, withCodec } from './with-codec.js';

/** What is sent through what, and how often. */
export interface ReencodeOptions extends PictureSource {
  /** The folder of a run that left an encoder and a decoder. */
  readonly run: string;
  /** How often; the paper does it up to 8 times. */
  readonly times?: number;
  /** A comparator by its name or file, to tell how far features get as well. */
  readonly comparator?: string;
}

/** A picture, and what became of it. */
export interface ReencodedPicture {
  readonly path: string;
  /** The picture as it went in, then as it was after each time. */
  readonly images: readonly Image[];
  /** After each time the root mean square difference from the picture that went in, of pixels in [0, 1]. */
  readonly pixelDistances: readonly number[];
  /** The same of the comparator's features, relative to their length: `||C(x) - C(t)|| / ||C(t)||`, the mean over its layers. */
  readonly featureDistances?: readonly number[];
}

/** What {@link reencode} gives. */
export interface Reencoding {
  readonly run: string;
  /** Which recipe made the networks. */
  readonly kind: string;
  readonly times: number;
  readonly comparator?: string;
  readonly pictures: readonly ReencodedPicture[];
}

/**
 * Encodes and decodes pictures, and what came out again, as in the figures of re-encoding of Dosovitskiy and Brox (arXiv 1602.02644): what
 * stays is what the code holds fast.
 *
 * @throws DiopterError as `openCodec`, for pictures and the comparator; `invalid-option` for `times` below 1.
 *
 * @example
 * const { pictures } = await reencode({ run: 'runs/inversion', images: ['cat.jpg'], times: 4 });
 * console.log(pictures[0].pixelDistances); // four numbers
 */
export async function reencode({
  run,
  times = 8,
  comparator,
  ...source
}: ReencodeOptions): Promise<Reencoding> {
  assertCount('times', times, 1);
  return withCodec(run, async ({ description, encode, decode }) => {
    const pictures = await squarePictures(source, description);
    const batches = [stackImages(pictures.map(({ image }) => image))];
    for (let i = 0; i < times; i++) batches.push(await decode(await encode(batches[i]!)));
    const features = comparator === undefined ? undefined : await featuresOf(comparator, batches);
    const images = batches.map(unstackImages);
    return {
      run,
      kind: description.kind,
      times,
      ...(comparator !== undefined && { comparator }),
      pictures: pictures.map(({ path }, n) => ({
        path,
        images: images.map((batch) => batch[n]!),
        pixelDistances: images.slice(1).map((batch) => rootMeanSquare(batch[n]!.data, images[0]![n]!.data)),
        ...(features && {
          featureDistances: features.slice(1).map((later) => featureDistance(later, features[0]!, n)),
        }),
      })),
    };
  });
}

async function featuresOf(
  comparator: string,
  batches: readonly HostTensor<'float32'>[],
): Promise<readonly HostTensors[]> {
  const judge = await openJudge(comparator, undefined);
  try {
    const features: HostTensors[] = [];
    for (const batch of batches) features.push(await judge.features(batch));
    return features;
  } finally {
    await judge.release();
  }
}

/** Of picture `n` of two batches. */
function featureDistance(later: HostTensors, original: HostTensors, n: number): number {
  const of = ({ data, shape }: HostTensor<'float32'>) => {
    const size = data.length / shape[0]!;
    return data.subarray(n * size, (n + 1) * size);
  };
  return mean(Object.keys(original).map((tap) => relativeDistance(of(later[tap]!), of(original[tap]!))));
}
