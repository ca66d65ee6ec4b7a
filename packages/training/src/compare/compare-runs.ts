/** Compares trained models on the same pictures. */

import { basename, resolve } from 'node:path';
import { DiopterError } from '@diopter/core-tensor/errors';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { type Codec, openCodec } from '../codec/index.js';
import { inChunks } from './chunks.js';
import { commonShape } from './common-shape.js';
import { comparedPictures } from './compared-pictures.js';
import type { ComparedImages, Comparison, ModelComparison } from './comparison.js';
import { openJudge } from './judge.js';
import { measures } from './measures.js';

/** What is compared, on what and by what. */
export interface CompareOptions {
  /** Folders of runs that left an encoder and a decoder. */
  readonly runs: readonly string[];
  /** A folder of pictures, or of a known data set. */
  readonly data: string;
  /** The name of a known data set; `'folder'` for pictures. */
  readonly dataset?: string;
  /** The comparator whose features are compared, by its name or file: not that of the training, which would judge its own pupil. */
  readonly comparator?: string;
  /** Layers of the comparator; those of its description if none are named. */
  readonly taps?: readonly string[];
  /** Compare on so many pictures at most. */
  readonly count?: number;
  /** Which pictures, if there are more. */
  readonly seed?: number;
  /** Is told what people should know. */
  readonly onMessage?: (text: string) => void;
}

/** What {@link compareRuns} gives. */
export interface ComparedRuns {
  readonly comparison: Comparison;
  readonly images: ComparedImages;
}

/** A model: a run by its name. */
interface Model {
  readonly name: string;
  readonly run: string;
  readonly codec: Codec;
}

/**
 * Sends the same pictures through the encoder and decoder of every run, and measures how far what comes out is from what went in.
 * Of data that a run was trained on, only pictures that it kept out are taken.
 *
 * @throws DiopterError `invalid-option` for models that take different pictures and options that make no sense; as `openCodec`,
 * `openDataset` and `loadComparator`.
 *
 * @example
 * const { comparison } = await compareRuns({ runs: ['runs/l2', 'runs/deepsim'], data: 'photographs' });
 * console.table(comparison.models, ['name', 'pixelError', 'featureError']);
 */
export async function compareRuns(options: CompareOptions): Promise<ComparedRuns> {
  const opened: { release(): Promise<void> }[] = [];
  const keep = <Resource extends { release(): Promise<void> }>(resource: Resource): Resource => {
    opened.push(resource);
    return resource;
  };
  try {
    return await compare(options, keep);
  } finally {
    await Promise.all(opened.map((each) => each.release()));
  }
}

async function compare(
  {
    runs,
    data,
    dataset = 'folder',
    comparator = 'exemplar-cnn',
    taps,
    count = 256,
    seed = 1,
    ...rest
  }: CompareOptions,
  keep: <Resource extends { release(): Promise<void> }>(resource: Resource) => Resource,
): Promise<ComparedRuns> {
  const { onMessage = () => {} } = rest;
  assertOptions(runs, count);
  const judge = keep(await openJudge(comparator, taps));
  const models: Model[] = [];
  for (const run of runs)
    models.push({ name: basename(resolve(run)), run, codec: keep(await openCodec(run)) });
  const shape = commonShape(models.map(({ name, codec }) => ({ name, description: codec.description })));
  const { images, heldOut } = await comparedPictures({ data, dataset, runs, count, seed, onMessage }, shape);
  if (!heldOut) onMessage('the runs left no two pictures of this data untrained: all may be compared');

  const measure = keep(measures({ images, features: await judge.features(images) }));
  const compared: ModelComparison[] = [];
  const reconstructions: HostTensor<'float32'>[] = [];
  for (const model of models) {
    const made = await reconstruct(model, images);
    const numbers = await measure.of(made, await judge.features(made));
    onMessage(`${model.name}: ${images.shape[0]} pictures compared`);
    compared.push({ name: model.name, run: model.run, ...numbers });
    reconstructions.push(made);
  }
  const setting = {
    data,
    dataset,
    pictures: images.shape[0]!,
    size: shape.size,
    heldOut,
    seed,
    comparator,
    taps: judge.taps,
  };
  return {
    comparison: { ...setting, models: compared, originals: await measure.ofOriginals() },
    images: { originals: images, reconstructions },
  };
}

function assertOptions(runs: readonly string[], count: number): void {
  if (runs.length === 0) {
    throw new DiopterError('invalid-option', { what: 'there are no runs to compare', where: 'compare' });
  }
  if (Number.isSafeInteger(count) && count >= 2) return;
  throw new DiopterError('invalid-option', {
    what: `${count} is not a whole number from 2`,
    where: 'option count',
    help: 'errors are relative to the distance between two different pictures',
  });
}

async function reconstruct(
  { codec, run }: Model,
  images: HostTensor<'float32'>,
): Promise<HostTensor<'float32'>> {
  const { made } = await inChunks(images, async (chunk) => ({
    made: await codec.decode(await codec.encode(chunk)),
  }));
  if (made.shape.join() === images.shape.join()) return made;
  throw new DiopterError('invalid-data', {
    what: `of images [${images.shape.join(', ')}] it makes [${made.shape.join(', ')}]`,
    where: run,
  });
}
