/** Drawings as files. */

import { writeResult } from '../files/write-result.js';
import { renderSvg, writeImage } from '../images/index.js';

/**
 * Writes a drawing as `.svg` and, for those who have no browser at hand, as `.png` with two pixels per unit.
 *
 * @param path without an ending.
 * @returns the path of the PNG file.
 * @throws DiopterError `file-write`.
 */
export async function writeChart(path: string, svg: string): Promise<string> {
  await writeResult(`${path}.svg`, svg);
  await writeImage(`${path}.png`, renderSvg(svg, { scale: 2 }));
  return `${path}.png`;
}
