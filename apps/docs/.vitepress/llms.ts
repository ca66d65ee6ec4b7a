/** llms.txt and the pages as Markdown: the site for readers that are programs. */

import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sections } from './pages.js';

/** The text of llms.txt. */
function llmsText(): string {
  const groups = sections.map(({ text, items }) => {
    const lines = items.map((page) => `- [${page.text}](${page.link}.md): ${page.about}`);
    return `## ${text}\n\n${lines.join('\n')}\n`;
  });
  return [
    '# Diopter\n',
    '> Training images to look right, in TypeScript, compiled to ONNX Runtime.\n',
    ...groups,
  ].join('\n');
}

/** Writes llms.txt and every page's Markdown from the folder of the pages into the folder of the built site. */
export async function writeForPrograms(pages: string, site: string): Promise<void> {
  await writeFile(join(site, 'llms.txt'), llmsText());
  const links = sections.flatMap(({ items }) => items.map(({ link }) => `${link}.md`));
  await Promise.all(links.map((link) => cp(join(pages, link), join(site, link))));
}
