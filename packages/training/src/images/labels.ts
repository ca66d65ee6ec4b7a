/** Short texts as pixels, for the names in pictures made of pictures. */

import { withChannels } from './channels.js';
import type { Image } from './image.js';
import { fontFamily, renderSvg, svgWidth } from './render-svg.js';

/** A text, the middle of its height, and which of its points is at `x`. */
export interface Label {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly anchor: 'middle' | 'end';
}

/** Pixels that one line of text takes. */
export const lineHeight = 20;

const fontSize = 13;

/** The width in pixels of the widest of some texts. */
export function widestText(texts: readonly string[]): number {
  const widths = texts.map((text) => svgWidth(drawing(1, 1, [{ text, x: 0, y: 0, anchor: 'middle' }])));
  return Math.ceil(Math.max(0, ...widths));
}

/** One channel: 1 where there is text, 0 where there is none, in between at its edges. */
export function drawText(width: number, height: number, labels: readonly Label[]): Image {
  const { data, ...size } = withChannels(renderSvg(drawing(width, height, labels)), 1);
  return { ...size, data: Float32Array.from(data, (brightness) => 1 - brightness) };
}

function drawing(width: number, height: number, labels: readonly Label[]): string {
  const texts = labels.map(
    ({ text, x, y, anchor }) =>
      `<text x="${x}" y="${y}" dy="0.36em" text-anchor="${anchor}">${escapeXml(text)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="${fontFamily}" font-size="${fontSize}">${texts.join('')}</svg>`;
}

function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
