/** Where features to be probed come from: pixels, a comparator, or the encoder of a run. */

import { stat } from 'node:fs/promises';
import { init, toOnnx } from '@diopter/core-tensor/graph';
import { writeOnnx } from '@diopter/core-tensor/onnx';
import { foldIn, type Key } from '@diopter/core-tensor/random';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { comparatorSession, readComparator } from '@diopter/losses';
import { type ComparatorFile, readComparatorFile } from '@diopter/losses/comparators';
import { exemplarCnn, exemplarPreprocessing } from '@diopter/models';
import { openCodec } from '../codec/index.js';
import { quadrantMaxima } from './quadrants.js';
import { joinLayers } from './rows.js';

/** Features of images, row by row. */
export interface FeatureSource {
  /** Smaller pictures are to be enlarged to this side, in pixels, if nobody says otherwise; 0 for none. */
  readonly side: number;
  /** The layers that a row is made of, in their order; none where it is one whole. */
  readonly layers: readonly string[];
  /** How many numbers of a row each layer has: known after the first images. */
  widths(): readonly number[];
  /** @param images `[batch, height, width, channels]`, in [0, 1]. */
  encode(images: HostTensor<'float32'>): Promise<HostTensor<'float32'>>;
  release(): Promise<void>;
}

/** What {@link openFeatureSource} takes beside the name. */
export interface FeatureSourceOptions {
  /** The layers of a comparator; by default those that its description and its file name as outputs. */
  readonly taps?: readonly string[];
  /** What random weights are drawn from. */
  readonly key: Key;
}

/**
 * Networks see pictures of at least 64 pixels: twice the patches of Exemplar-CNN, whose authors probe it on pictures three times as
 * large as those, and the size that recipes train at.
 */
const usualSide = 64;

/** Sources that have names of their own. */
const special: Readonly<Record<string, (options: FeatureSourceOptions) => Promise<FeatureSource>>> = {
  raw: async () => ({ ...sourceOf([], async (images) => [rowsOf(images)]), side: 0 }),
  random: async (options) => comparatorSource(randomExemplarCnn(options.key), options),
};

/**
 * Opens a source of features by name: `raw` pixels; `random`, Exemplar-CNN with random weights; the folder of a run, whose codes
 * are taken as they are; or the name or file of a comparator, whose layers are reduced to their largest values in each
 * quadrant.
 *
 * @throws DiopterError as `openCodec` and `readComparatorFile`.
 */
export async function openFeatureSource(name: string, options: FeatureSourceOptions): Promise<FeatureSource> {
  const known = Object.hasOwn(special, name) ? special[name] : undefined;
  if (known !== undefined) return known(options);
  const isFolder = await stat(name).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) return comparatorSource(await readComparatorFile(name), options);
  const codec = await openCodec(name);
  return {
    ...sourceOf([], async (images) => [rowsOf(await codec.encode(images))]),
    release: codec.release,
  };
}

async function comparatorSource(
  { bytes, description }: ComparatorFile,
  { taps }: FeatureSourceOptions,
): Promise<FeatureSource> {
  const outputs = readComparator(bytes).taps;
  const all = taps ?? [...new Set([...(description.taps ?? []), ...outputs])];
  const comparator = readComparator(bytes, { ...description, taps: all });
  const session = await comparatorSession(comparator);
  const source = sourceOf(all, async (images) => {
    const features = await session.features(images);
    return all.map((tap) => quadrantMaxima(features[tap]!));
  });
  return { ...source, release: () => session.release() };
}

/** The net of the shipped comparator with the weights that it starts from. */
function randomExemplarCnn(key: Key): ComparatorFile {
  const network = exemplarCnn();
  const taps = ['relu1', 'relu2'] as const;
  const bytes = writeOnnx(toOnnx(network, init(network, foldIn(key, 'weights')), { taps }));
  return { bytes, description: { preprocessing: exemplarPreprocessing, taps } };
}

function sourceOf(
  layers: readonly string[],
  layersOf: (images: HostTensor<'float32'>) => Promise<readonly HostTensor<'float32'>[]>,
): FeatureSource {
  let widths: readonly number[] = [];
  return {
    side: usualSide,
    layers,
    widths: () => widths,
    encode: async (images) => {
      const found = await layersOf(images);
      widths = found.map(({ shape }) => shape[1]!);
      return joinLayers(found);
    },
    release: async () => {},
  };
}

/** Everything of an image in one row. */
function rowsOf({ shape: [count = 0], data }: HostTensor<'float32'>): HostTensor<'float32'> {
  return { shape: [count, count === 0 ? 0 : data.length / count], dtype: 'float32', data };
}
