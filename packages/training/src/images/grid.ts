/** Many pictures in one: rows and columns with a margin, and names beside and above them. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { withChannels } from './channels.js';
import { type Image, type StoredImage, toFloat } from './image.js';
import { drawText, type Label, lineHeight, widestText } from './labels.js';

/** How {@link imageGrid} arranges pictures. */
export interface ImageGridOptions {
  /** Pixels between and around the pictures. */
  readonly margin?: number;
  /** The grey between the pictures: from 0, black, to 1, white. */
  readonly background?: number;
  /** Every pixel becomes a square of so many pixels, so that small pictures can be seen. */
  readonly scale?: number;
  /** Names of the rows, to their left. */
  readonly rowLabels?: readonly string[];
  /** Names of the columns, above them. */
  readonly columnLabels?: readonly string[];
}

/**
 * One picture of rows of pictures. Cells are as large as the largest picture; smaller ones are centred. It is in colour
 * if one of the pictures is.
 *
 * @throws DiopterError `invalid-argument` if there are no pictures.
 * @example
 * const samples = imageGrid([originals, reconstructions], { rowLabels: ['original', 'reconstruction'] });
 * await writeImage('samples.png', samples);
 */
export function imageGrid(
  rows: readonly (readonly StoredImage[])[],
  { margin = 2, background = 1, scale = 1, rowLabels = [], columnLabels = [] }: ImageGridOptions = {},
): Image {
  const layout = layOut(rows, { margin, scale, rowLabels, columnLabels });
  const canvas = draw(layout, background < 0.5 ? 1 : 0, background, channelsOf(rows));
  rows.forEach((row, i) => {
    row.forEach((picture, j) => {
      const image = toFloat(withChannels(picture, canvas.channels === 3 ? 3 : 1));
      paste(canvas, image, scale, {
        left: layout.x(j) + Math.floor((layout.cellWidth - scale * image.width) / 2),
        top: layout.y(i) + Math.floor((layout.cellHeight - scale * image.height) / 2),
      });
    });
  });
  return canvas;
}

/** Where everything goes, in pixels. */
interface Layout {
  readonly width: number;
  readonly height: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** The left edge of a column. */
  readonly x: (column: number) => number;
  /** The upper edge of a row. */
  readonly y: (row: number) => number;
  readonly labels: readonly Label[];
}

function layOut(
  rows: readonly (readonly StoredImage[])[],
  { margin, scale, rowLabels, columnLabels }: Required<Omit<ImageGridOptions, 'background'>>,
): Layout {
  const pictures = rows.flat();
  if (pictures.length === 0) {
    throw new DiopterError('invalid-argument', { what: 'there are no images', where: 'imageGrid, rows' });
  }
  const cellWidth = scale * Math.max(...pictures.map((picture) => picture.width));
  const cellHeight = scale * Math.max(...pictures.map((picture) => picture.height));
  const left = margin + (rowLabels.length === 0 ? 0 : widestText(rowLabels) + lineHeight / 2);
  const top = margin + (columnLabels.length === 0 ? 0 : lineHeight);
  const x = (column: number) => left + column * (cellWidth + margin);
  const y = (row: number) => top + row * (cellHeight + margin);
  const rowLabel = (text: string, row: number): Label => {
    return { text, x: left - lineHeight / 4, y: y(row) + cellHeight / 2, anchor: 'end' };
  };
  const columnLabel = (text: string, column: number): Label => {
    return { text, x: x(column) + cellWidth / 2, y: top / 2, anchor: 'middle' };
  };
  return {
    width: x(Math.max(...rows.map((row) => row.length))),
    height: y(rows.length),
    cellWidth,
    cellHeight,
    x,
    y,
    labels: [...rowLabels.map(rowLabel), ...columnLabels.map(columnLabel)],
  };
}

function channelsOf(rows: readonly (readonly StoredImage[])[]): 1 | 3 {
  return rows.flat().some((picture) => picture.channels === 3) ? 3 : 1;
}

/** The empty grid with its names. */
function draw({ width, height, labels }: Layout, ink: number, background: number, channels: 1 | 3): Image {
  const text = labels.length === 0 ? undefined : drawText(width, height, labels).data;
  const grey = Float32Array.from({ length: width * height }, (_, i) => {
    const opacity = text === undefined ? 0 : text[i]!;
    return opacity * ink + (1 - opacity) * background;
  });
  return toFloat(withChannels({ width, height, channels: 1, data: grey }, channels));
}

/** Copies an image into a larger one, each of its pixels as a square. */
function paste(
  canvas: Image,
  image: Image,
  scale: number,
  { left, top }: { left: number; top: number },
): void {
  const { channels } = canvas;
  for (let y = 0; y < image.height * scale; y++) {
    for (let x = 0; x < image.width * scale; x++) {
      const from = (Math.floor(y / scale) * image.width + Math.floor(x / scale)) * channels;
      const to = ((top + y) * canvas.width + left + x) * channels;
      for (let c = 0; c < channels; c++) canvas.data[to + c] = image.data[from + c]!;
    }
  }
}
