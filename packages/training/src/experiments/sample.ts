/** Pictures of codes that were drawn from the prior. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { randomKey } from '@diopter/core-tensor/random';
import type { CodecDescription } from '../codec/index.js';
import { type Image, unstackImages } from '../images/index.js';
import { mean, rootMeanSquare } from './distances.js';
import { drawCodes } from './draw-codes.js';
import { assertCount, withCodec } from './with-codec.js';

/** How many are drawn from what. */
export interface SampleOptions {
  /** The folder of a run whose decoder was trained for a prior. */
  readonly run: string;
  readonly count?: number;
  /** What all randomness is derived from. */
  readonly seed?: number;
  /** What the deviations of codes are multiplied with: below 1 samples are more usual and more alike. */
  readonly temperature?: number;
}

/** What {@link sample} gives. */
export interface Sampling {
  readonly run: string;
  readonly kind: string;
  readonly seed: number;
  readonly temperature: number;
  readonly images: readonly Image[];
  /** The mean root mean square difference of each sample from the next, of pixels in [0, 1]: near 0 if all look the same. */
  readonly diversity: number;
}

/**
 * Draws codes from the prior of a run, with its standard deviations times the temperature, and decodes them. The same seed gives the same pictures on every machine;
 * more of them begin with the fewer.
 *
 * @throws DiopterError as `openCodec`; `invalid-option` for runs without a prior and for options out of range.
 *
 * @example
 * const { images } = await sample({ run: 'runs/vae', count: 16, seed: 7 });
 */
export async function sample({
  run,
  count = 64,
  seed = 1,
  temperature = 1,
}: SampleOptions): Promise<Sampling> {
  assertCount('count', count, 1);
  assertCount('seed', seed, 0);
  assertTemperature(temperature);
  return withCodec(run, async ({ description, codeShape, decode }) => {
    const codes = drawCodes(priorOf(run, description), {
      key: randomKey(seed),
      count,
      temperature,
      codeShape: codeShape.map((side) => side!),
    });
    const images = unstackImages(await decode(codes));
    const neighbours = images.slice(1).map((image, i) => rootMeanSquare(image.data, images[i]!.data));
    const { kind } = description;
    return { run, kind, seed, temperature, images, diversity: count > 1 ? mean(neighbours) : 0 };
  });
}

function priorOf(run: string, { kind, prior }: CodecDescription): NonNullable<CodecDescription['prior']> {
  if (prior !== undefined) return prior;
  throw new DiopterError('invalid-option', {
    what: `the codes of this ${kind} have no distribution to draw from`,
    where: run,
    help: "name a run of 'diopter train vae' or 'diopter train aae'",
  });
}

function assertTemperature(temperature: number): void {
  if (temperature >= 0 && Number.isFinite(temperature)) return;
  throw new DiopterError('invalid-option', {
    what: `${temperature} is not at least 0`,
    where: 'option temperature',
  });
}
