/** A comparison as a report for people. */

import { crop, type Image, unstackImages } from '../images/index.js';
import { type ChartSeries, lineChart, type Report, type ReportPart } from '../reports/index.js';
import { comparisonColumns } from './columns.js';
import type { ComparedImages, Comparison } from './comparison.js';
import { conventions } from './conventions.js';
import { mostDetailed } from './detail.js';
import { modelLabels } from './labels.js';
import type { SpectrumPoint } from './spectrum/index.js';

/** Pictures side by side that a page has room for. */
const shownPictures = 10;
const shownCrops = 7;
/** Pixels of a side of the parts that are shown enlarged. */
const cropSide = 24;

/** The report: the table, the pictures, a closer look at parts of them, and the spectra, each with its conventions. */
export function comparisonReport(comparison: Comparison, images: ComparedImages): Report {
  const { models, pictures, size, comparator, taps } = comparison;
  const labels = modelLabels(models);
  const rows = [
    { label: 'original', pictures: unstackImages(images.originals) },
    ...images.reconstructions.map((batch, i) => ({ label: labels[i]!, pictures: unstackImages(batch) })),
  ];
  return {
    title: `Comparison of ${labels.join(', ')}`,
    lead: `${pictures} pictures of ${size} x ${size} pixels through ${models.length === 1 ? 'a model' : `${models.length} models`}; features by \`${comparator}\` (${taps.join(', ')}).`,
    sections: [
      {
        title: 'Errors',
        parts: [errorTable(comparison, labels), { kind: 'definitions', entries: conventions }],
      },
      { title: 'Pictures', parts: pictureParts(rows) },
      { title: 'Spectra', parts: spectrumParts(comparison, labels) },
      { title: 'Setting', parts: [settingPart(comparison)] },
    ],
  };
}

function errorTable({ models, originals }: Comparison, labels: readonly string[]): ReportPart {
  return {
    kind: 'numbers',
    heading: 'model',
    columns: comparisonColumns.map(({ of: _, ...column }) => column),
    rows: models.map((model, i) => ({
      name: labels[i]!,
      values: comparisonColumns.map(({ of }) => of(model)),
    })),
    caption: `The best of each column is marked. The originals’ own grid is ${originals.grid.toFixed(2)}.`,
  };
}

function pictureParts(rows: readonly { label: string; pictures: readonly Image[] }[]): ReportPart[] {
  const originals = rows[0]!.pictures;
  const side = Math.min(cropSide, originals[0]!.width);
  const places = originals.slice(0, shownCrops).map((image) => mostDetailed(image, side));
  return [
    {
      kind: 'pictures',
      caption:
        'What went in, and what came out of each model. A click shows one picture in all rows, enlarged.',
      rows: rows.map(({ label, pictures }) => ({ label, pictures: pictures.slice(0, shownPictures) })),
    },
    {
      kind: 'pictures',
      caption: `The part of ${side} x ${side} pixels of each original that has the most detail, enlarged.`,
      rows: rows.map(({ label, pictures }) => ({
        label,
        pictures: places.map((place, i) => crop(pictures[i]!, place)),
      })),
    },
  ];
}

function spectrumParts({ models, originals }: Comparison, labels: readonly string[]): ReportPart[] {
  const curve = (points: readonly SpectrumPoint[]) =>
    points.map(({ frequency, power }) => ({ x: frequency, y: power }));
  const spectra: ChartSeries[] = [
    ...models.map(({ spectrum }, i) => ({ name: labels[i]!, line: curve(spectrum) })),
    { name: 'original', line: curve(originals.spectrum), dashed: true },
  ];
  const ratios = models.map(({ spectrum }, i) => ({
    name: labels[i]!,
    line: curve(spectrum).map(({ x, y }, k) => ({ x, y: y / originals.spectrum[k]!.power })),
  }));
  const rules = [1 / 8, 1 / 4, 1 / 2].map((at) => ({ axis: 'x', at, label: `1/${1 / at}` }) as const);
  const frame = { width: 520, height: 320, theme: 'page', rules, x: { label: 'cycles per pixel' } } as const;
  return [
    {
      kind: 'charts',
      charts: [
        {
          title: 'Power',
          svg: lineChart(spectra, {
            ...frame,
            y: { scale: 'log' },
            description: 'power spectra of originals and reconstructions',
          }),
        },
        {
          title: 'Power relative to the originals',
          svg: lineChart(ratios, {
            ...frame,
            rules: [...rules, { axis: 'y', at: 1 }],
            y: { scale: 'log' },
            description: 'power of reconstructions relative to originals',
          }),
        },
      ],
      caption:
        'Power spectra, averaged over pictures, channels and directions (Hann window). A curve that falls off early is blur; peaks at 1/8, 1/4 or 1/2 cycle per pixel, and on the diagonals at 0.18, 0.35, 0.56 and 0.71, are patterns of 8, 4 or 2 pixels. Beyond 1/2 there is diagonal detail only.',
    },
  ];
}

function settingPart({
  models,
  taps,
  size,
  heldOut,
  data,
  dataset,
  pictures,
  seed,
  comparator,
}: Comparison): ReportPart {
  return {
    kind: 'definitions',
    entries: {
      ...{ data, dataset, pictures, seed, comparator },
      'never trained on': heldOut,
      size: `${size} x ${size}`,
      layers: taps.join(', '),
      runs: models.map(({ run }) => run).join(', '),
    },
  };
}
