/** Pictures of the codes between those of two pictures. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { type Image, stackImages, unstackImages } from '../images/index.js';
import { codePaths } from './code-paths.js';
import { rootMeanSquare } from './distances.js';
import { type PictureSource, type SquarePicture, squarePictures } from './square-pictures.js';
import { assertCount, withCodec } from './with-codec.js';

/** Between what, and in how many steps. The pictures are taken in pairs. */
export interface InterpolateOptions extends Omit<PictureSource, 'count'> {
  /** The folder of a run that left an encoder and a decoder. */
  readonly run: string;
  /** Pictures from the first to the second of a pair, both included. */
  readonly steps?: number;
  /** `'spherical'` is for codes around 0, such as a variational autoencoder's. */
  readonly path?: keyof typeof codePaths;
}

/** Two pictures, and what lies between them. */
export interface InterpolatedPair {
  readonly from: string;
  readonly to: string;
  /** The two as they went in. */
  readonly originals: readonly [Image, Image];
  /** From the decoded code of the first to that of the second. */
  readonly images: readonly Image[];
  /** From each image to the next, the root mean square difference of pixels in [0, 1]: all the same if the way is even. */
  readonly distances: readonly number[];
}

/** What {@link interpolate} gives. */
export interface Interpolation {
  readonly run: string;
  /** Which recipe made the networks. */
  readonly kind: string;
  readonly steps: number;
  readonly path: keyof typeof codePaths;
  readonly pairs: readonly InterpolatedPair[];
}

/**
 * Goes from picture to picture in the space of codes: of features, for the run of an inversion.
 *
 * @throws DiopterError as `openCodec` and for pictures; `invalid-option` for fewer than 2 steps and pictures that do not go in pairs.
 *
 * @example
 * const { pairs } = await interpolate({ run: 'runs/vae', images: ['cat.jpg', 'boat.jpg'], path: 'spherical' });
 */
export async function interpolate({
  run,
  steps = 8,
  path = 'linear',
  ...source
}: InterpolateOptions): Promise<Interpolation> {
  assertCount('steps', steps, 2);
  return withCodec(run, async ({ description, encode, decode }) => {
    const pictures = await squarePictures(source, description);
    assertPairs(pictures);
    const codes = await encode(stackImages(pictures.map(({ image }) => image)));
    const images = unstackImages(await decode(codesBetween(codes, steps, path)));
    return {
      run,
      kind: description.kind,
      steps,
      path,
      pairs: Array.from({ length: pictures.length / 2 }, (_, pair) =>
        pairOf(pictures[2 * pair]!, pictures[2 * pair + 1]!, images.slice(pair * steps, (pair + 1) * steps)),
      ),
    };
  });
}

/** The codes on the ways of all pairs, in one batch. */
function codesBetween(
  { data, shape, dtype }: HostTensor<'float32'>,
  steps: number,
  path: keyof typeof codePaths,
): HostTensor<'float32'> {
  const [count = 0, ...rest] = shape;
  const size = data.length / count;
  const code = (n: number) => data.subarray(n * size, (n + 1) * size);
  const between = new Float32Array((count / 2) * steps * size);
  for (let i = 0; i < (count / 2) * steps; i++) {
    const first = 2 * Math.floor(i / steps);
    const t = (i % steps) / (steps - 1);
    between.set(codePaths[path](code(first), code(first + 1), t), i * size);
  }
  return { dtype, shape: [(count / 2) * steps, ...rest], data: between };
}

function pairOf(from: SquarePicture, to: SquarePicture, images: readonly Image[]): InterpolatedPair {
  return {
    from: from.path,
    to: to.path,
    originals: [from.image, to.image],
    images,
    distances: images.slice(1).map((image, i) => rootMeanSquare(image.data, images[i]!.data)),
  };
}

function assertPairs({ length }: readonly SquarePicture[]): void {
  if (length % 2 === 0) return;
  throw new DiopterError('invalid-option', {
    what: `${length} picture${length === 1 ? ' does' : 's do'} not go in pairs`,
    where: 'interpolate, pictures',
    help: 'name two, or an even number of them',
  });
}
