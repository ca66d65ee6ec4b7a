/** What an experiment shows: pictures in rows and columns, as one picture and as a page with its numbers. */

import { extname } from 'node:path';
import { type Image, imageGrid, writeImage } from '../images/index.js';
import { type NumbersPart, writeReport } from '../reports/index.js';

/** The pictures of an experiment and its numbers. */
export interface Sheet {
  readonly title: string;
  /** What is seen, in a sentence or two. */
  readonly lead: string;
  readonly rows: readonly { readonly label: string; readonly pictures: readonly Image[] }[];
  readonly columns?: readonly string[];
  readonly tables?: readonly NumbersPart[];
}

/** Where a sheet went. */
export interface SheetFiles {
  readonly picture: string;
  readonly report: string;
}

/** Small pictures are shown at twice their size. */
const small = 64;

/**
 * Writes a sheet: a PNG picture at `out`, and beside it the page of the same name that ends in `.html`.
 *
 * @throws DiopterError `file-write`.
 */
export async function writeSheet(out: string, sheet: Sheet): Promise<SheetFiles> {
  const { title, lead, rows, columns, tables = [] } = sheet;
  const stem = extname(out).toLowerCase() === '.png' ? out.slice(0, -'.png'.length) : out;
  const files = { picture: `${stem}.png`, report: `${stem}.html` };
  const grid = imageGrid(
    rows.map(({ pictures }) => pictures),
    {
      scale: rows[0]!.pictures[0]!.width <= small ? 2 : 1,
      ...(rows.some(({ label }) => label !== '') && { rowLabels: rows.map(({ label }) => label) }),
      ...(columns && { columnLabels: columns }),
    },
  );
  await writeImage(files.picture, grid);
  await writeReport(files.report, {
    title,
    lead,
    sections: [
      { title: 'Pictures', parts: [{ kind: 'pictures', rows, ...(columns && { columns }) }] },
      ...(tables.length > 0 ? [{ title: 'Numbers', parts: tables }] : []),
    ],
  });
  return files;
}
