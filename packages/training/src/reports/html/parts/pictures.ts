/** Pictures in rows and columns, inside the page. */

import { encodePng, type StoredImage } from '../../../images/index.js';
import { html, type Markup } from '../markup.js';
import type { PicturesPart } from '../report.js';
import { inline } from './text.js';

/** Pixels of the page that a picture is given, at most; small pictures are enlarged. */
const largestSide = 160;

export async function picturesMarkup({ caption, rows, columns }: PicturesPart): Promise<Markup> {
  const lines = await Promise.all(
    rows.map(async ({ label, pictures }) => {
      const cells = await Promise.all(
        pictures.map((picture, i) => cell(picture, `${label}, ${columns?.[i] ?? i + 1}`)),
      );
      return html`<tr><th scope="row">${label}</th>${cells}</tr>\n`;
    }),
  );
  const head = columns?.map((name) => html`<th scope="col">${name}</th>`);
  return html`<figure class="pictures">
<div class="scroll"><table>
${head === undefined ? undefined : html`<thead><tr><td></td>${head}</tr></thead>\n`}<tbody>
${lines}</tbody>
</table></div>
${caption === undefined ? undefined : html`<figcaption>${inline(caption)}</figcaption>\n`}</figure>
`;
}

async function cell(picture: StoredImage, description: string): Promise<Markup> {
  const png = Buffer.from(await encodePng(picture)).toString('base64');
  const { width, height } = picture;
  const scale = Math.max(1, Math.floor(largestSide / Math.max(width, height)));
  return html`<td><button type="button" title="enlarge"><img alt="${description}" width="${width * scale}" height="${height * scale}" src="data:image/png;base64,${png}"></button></td>`;
}
