/** The runnable examples of the pages: every `ts runnable` block, with the output that its page shows below it. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sections } from './.vitepress/pages.js';

/** One block of code and, if the page shows it, what it prints. */
export interface Example {
  /** Where it stands: `core-tensor/tree, line 12`. */
  readonly name: string;
  readonly code: string;
  readonly output: string | undefined;
}

const block = /^```ts runnable\n(.*?)^```\n(?:\n```text output\n(.*?)^```$)?/gms;

/** The examples of one page's Markdown. */
export function examplesOf(page: string, markdown: string): Example[] {
  return [...markdown.matchAll(block)].map((match) => ({
    name: `${page}, line ${markdown.slice(0, match.index).split('\n').length}`,
    code: match[1] ?? '',
    output: match[2],
  }));
}

/** The examples of the whole site. */
export function allExamples(): Example[] {
  return sections
    .flatMap(({ items }) => items.map(({ link }) => link.slice(1)))
    .flatMap((page) => examplesOf(page, readFileSync(join(import.meta.dirname, `${page}.md`), 'utf8')));
}
