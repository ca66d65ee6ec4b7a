/** What a run of the adversarial autoencoder leaves for people and programs. */

import { join } from 'node:path';
import type { HostTensor } from '@diopter/core-tensor/tree';
import type { Prior } from '@diopter/models';
import { writeCodec } from '../../codec/index.js';
import type { Batch } from '../../data/index.js';
import { writeResult } from '../../files/write-result.js';
import { imageGrid, renderSvg, unstackImages, writeImage } from '../../images/index.js';
import { scatterChart } from '../../reports/index.js';
import type { Pictures } from '../frame/index.js';
import { networkFile } from '../network-file.js';
import { writePictureRows, writePictureSquare } from '../picture-rows.js';
import type { AaeModel } from './model.js';
import { priorOutline } from './outlines.js';
import { extentOf } from './shown.js';

/** The files of a run, in its folder. */
export const aaeFiles = {
  codes: { path: 'codes.png', about: "held-out images' codes by class, over the prior's outline" },
  manifold: {
    path: 'manifold.png',
    about: 'images of codes on a grid; where there are classes, a row for each',
  },
  priorSamples: { path: 'prior-samples.png', about: 'images of codes that were drawn from the prior' },
  samples: { path: 'samples.png', about: 'originals above reconstructions' },
  table: { path: 'codes.csv', about: "held-out images' codes, for 'diopter mmd'" },
  encoder: { path: 'encoder.onnx', about: 'the encoder' },
  decoder: { path: 'decoder.onnx', about: 'the decoder' },
} as const;

/** What is known of a run besides what was learnt. */
export interface AaeRun {
  readonly model: AaeModel;
  readonly classes: readonly string[];
  readonly title: string;
}

/** Writes pictures and codes. */
export async function writePictures(
  folder: string,
  { model, classes, title }: AaeRun,
  { images, labels }: Batch,
  { reconstructions, samples, manifold, codes }: Pictures,
): Promise<void> {
  const at = (name: keyof typeof aaeFiles) => join(folder, aaeFiles[name].path);
  await writePictureRows(at('samples'), { original: images, reconstruction: reconstructions! });
  await writePictureSquare(at('priorSamples'), samples!);
  if (manifold !== undefined) await writeManifold(at('manifold'), manifold, model);
  await writeResult(at('table'), codeTable(codes!));
  const svg = codeChart({ codes: codes!, labels, classes, model, title });
  await writeResult(at('codes').replace(/png$/, 'svg'), svg);
  await writeImage(at('codes'), renderSvg(svg, { scale: 2 }));
}

/** Codes as text: a line each, without a header. */
function codeTable({ data, shape }: HostTensor<'float32'>): string {
  const length = shape[1]!;
  const rows = Array.from({ length: shape[0]! }, (_, i) =>
    data.subarray(i * length, (i + 1) * length).join(','),
  );
  return `${rows.join('\n')}\n`;
}

/** Pictures on a grid stand close to each other, since neighbours belong together. */
async function writeManifold(
  path: string,
  pictures: HostTensor<'float32'>,
  { label }: AaeModel,
): Promise<void> {
  const all = unstackImages(pictures);
  const columns = label === 'none' ? Math.round(Math.sqrt(all.length)) : 10;
  const rows = Array.from({ length: Math.ceil(all.length / columns) }, (_, i) =>
    all.slice(i * columns, (i + 1) * columns),
  );
  await writeImage(path, imageGrid(rows, { scale: 1 }));
}

/** The first two numbers of every code, coloured by class. */
export function codeChart({
  codes: { data, shape },
  labels,
  classes,
  model,
  title,
}: AaeRun & {
  readonly codes: HostTensor<'float32'>;
  readonly labels?: HostTensor<'int32'> | undefined;
}): string {
  const [count, length] = shape as [number, number];
  const point = (i: number) => ({ x: data[i * length]!, y: length > 1 ? data[i * length + 1]! : 0 });
  const names = classes.length > 0 ? classes : ['codes'];
  const groups = names.map((name, group) => ({
    name,
    points: Array.from({ length: count }, (_, i) => i)
      .filter((i) => (labels?.data[i] ?? 0) === group)
      .map(point),
  }));
  const { code } = model.matched;
  const extent = code === undefined ? undefined : 1.15 * extentOf(code.prior);
  return scatterChart(groups, {
    title,
    description: 'codes of held-out images, coloured by class',
    ...(extent !== undefined && { domain: [-extent, extent] as const, outlines: priorOutline(code!.prior) }),
  });
}

/** Writes the two networks; where they are all there is, as a codec too. */
export async function writeNetworks(
  folder: string,
  model: AaeModel,
  judged: {
    readonly parameters: { readonly encoder: object; readonly decoder: object };
    readonly statistics: object;
  },
  {
    imageShape: [height, width, channels],
    prior,
  }: {
    readonly imageShape: readonly [height: number, width: number, channels: number];
    /** What codes were made to follow, if they were. */
    readonly prior?: Prior | undefined;
  },
): Promise<void> {
  const { parameters, statistics } = judged as {
    readonly parameters: Readonly<Record<'encoder' | 'decoder', Parameters<typeof networkFile>[1]>>;
    readonly statistics: Readonly<Record<string, Record<string, HostTensor>>>;
  };
  const encoder = networkFile(model.encoder, parameters.encoder, { statistics });
  const decoder = networkFile(model.decoder, parameters.decoder);
  const isCodec =
    model.label === 'none' && height === width && Object.keys(model.encoder.inputs).length === 1;
  if (!isCodec) {
    await writeResult(join(folder, aaeFiles.encoder.path), encoder);
    await writeResult(join(folder, aaeFiles.decoder.path), decoder);
    return;
  }
  await writeCodec(
    folder,
    {
      kind: 'aae',
      channels: channels as 1 | 3,
      size: { fixed: height },
      encoder: { preprocessing: {}, code: model.encoder.outputs[0]! },
      decoder: { preprocessing: {} },
      ...(prior !== undefined && { prior }),
    },
    { encoder, decoder },
  );
}
