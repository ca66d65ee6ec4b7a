/** Drawing SVG documents into pixels with a font of our own: the same picture on a machine without fonts. */

import { createRequire } from 'node:module';
import { Resvg, type ResvgRenderOptions } from '@resvg/resvg-js';
import { removeAlpha } from './alpha.js';
import { type Image, toFloat } from './image.js';

/** The one family that there is for text in pictures. */
export const fontFamily = 'Inter';

const require = createRequire(import.meta.url);

const font: NonNullable<ResvgRenderOptions['font']> = {
  loadSystemFonts: false,
  fontFiles: [
    require.resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'),
    require.resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'),
  ],
  defaultFontFamily: fontFamily,
};

/** How {@link renderSvg} draws. */
export interface RenderSvgOptions {
  /** Pixels per unit of the drawing. */
  readonly scale?: number;
}

/** An SVG document in colour over white. Text is set in {@link fontFamily}, whatever it asks for. */
export function renderSvg(svg: string, { scale = 1 }: RenderSvgOptions = {}): Image {
  const drawing = new Resvg(svg, { font, background: 'white', fitTo: { mode: 'zoom', value: scale } });
  const { width, height, pixels } = drawing.render();
  return toFloat(removeAlpha({ width, height, channels: 4, data: new Uint8Array(pixels) }, 'drop', 1));
}

/** The width of what an SVG document draws, in its units; 0 if that is nothing. */
export function svgWidth(svg: string): number {
  return new Resvg(svg, { font }).getBBox()?.width ?? 0;
}
