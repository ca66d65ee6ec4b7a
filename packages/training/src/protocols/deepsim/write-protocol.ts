/** The protocol's result as files: the numbers, and a page. */

import { join } from 'node:path';
import { writeResult } from '../../files/write-result.js';
import { readStoredImage } from '../../images/index.js';
import { type NumberColumn, type Report, writeReport } from '../../reports/index.js';
import { type Measures, measureNames, type ProtocolResult } from './result.js';

/** The files of the protocol, in its folder. */
export const protocolFiles = { numbers: 'protocol.json', report: 'report.html' } as const;

const columns: Readonly<Record<keyof Measures, NumberColumn & { readonly scale: number }>> = {
  pixelError: { name: 'pixel error', unit: '%', decimals: 1, best: 'lowest', scale: 100 },
  featureError: { name: 'feature error', unit: '%', decimals: 1, best: 'lowest', scale: 100 },
  sharpness: { name: 'sharpness', decimals: 3, best: 1, scale: 1 },
  ssim: { name: 'SSIM', decimals: 3, best: 'highest', scale: 1 },
  psnr: { name: 'PSNR', unit: 'dB', decimals: 2, best: 'highest', scale: 1 },
  perceptual: { name: 'perceptual', decimals: 3, best: 'lowest', scale: 1 },
  grid: { name: 'grid', decimals: 2, best: 0, scale: 1 },
  svm: { name: 'SVM on codes', unit: '%', decimals: 1, best: 'highest', scale: 100 },
};

/**
 * Writes `protocol.json` and `report.html`.
 *
 * @throws DiopterError `file-write`.
 */
export async function writeProtocol(folder: string, result: ProtocolResult): Promise<void> {
  await writeResult(join(folder, protocolFiles.numbers), `${JSON.stringify(result, null, 2)}\n`);
  const seeds = [...new Set(result.judgements.map(({ seed }) => seed))];
  const pictures = await Promise.all(
    seeds.map(async (seed) => ({
      label: `seed ${seed}`,
      pictures: [await readStoredImage(join(folder, `compare-seed-${seed}`, 'compare.png'))],
    })),
  );
  const page = protocolReport(result);
  const shown = { title: 'Pictures', parts: [{ kind: 'pictures', rows: pictures }] } as const;
  await writeReport(join(folder, protocolFiles.report), { ...page, sections: [...page.sections, shown] });
}

/** The tables of the result. */
export function protocolReport({ judge, judgements, summary, directions }: ProtocolResult): Report {
  const tableColumns = measureNames.map((name) => columns[name]);
  const scaled = (measures: Measures) => measureNames.map((name) => columns[name].scale * measures[name]);
  const means = summary.map(({ loss, measures }) => ({
    name: loss,
    values: measureNames.map((name) => columns[name].scale * measures[name].mean),
  }));
  const deviations = summary.map(({ loss, measures }) => ({
    name: `${loss}, deviation over seeds`,
    values: measureNames.map((name) => columns[name].scale * measures[name].deviation),
  }));
  return {
    title: 'DeePSiM against its alternatives',
    lead: `The same autoencoder under each loss; features are those of ${judge}, which no run was trained with.`,
    sections: [
      {
        title: 'Means over seeds',
        parts: [
          { kind: 'numbers', heading: 'loss', columns: tableColumns, rows: means },
          {
            kind: 'numbers',
            heading: 'loss',
            columns: tableColumns.map(({ best: _, ...column }) => column),
            rows: deviations,
          },
        ],
      },
      {
        title: 'What the paper leads one to expect',
        parts: [
          {
            kind: 'definitions',
            entries: Object.fromEntries(
              directions.map(({ measure, expected, held, seeds }) => [
                `${columns[measure].name} ${expected}`,
                `in ${held} of ${seeds} seeds`,
              ]),
            ),
          },
        ],
      },
      {
        title: 'Every model',
        parts: [
          {
            kind: 'numbers',
            heading: 'model',
            columns: tableColumns.map(({ best: _, ...column }) => column),
            rows: judgements.map((each) => ({
              name: `${each.loss}, seed ${each.seed}`,
              values: scaled(each),
            })),
          },
        ],
      },
    ],
  };
}
