/** The runnable examples of the pages and of the packages' READMEs: every `ts runnable` block, with the output that is shown below it. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
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

/** The examples of the whole site, and of the READMEs. */
export function allExamples(): Example[] {
  const pages = sections.flatMap(({ items }) => items.map(({ link }) => link.slice(1)));
  const root = join(import.meta.dirname, '../..');
  const readmes = readdirSync(join(root, 'packages')).map((name) =>
    join(root, 'packages', name, 'README.md'),
  );
  return [
    ...pages.map((page) => [page, join(import.meta.dirname, `${page}.md`)] as const),
    ...readmes.map((path) => [relative(root, path), path] as const),
  ].flatMap(([name, path]) => examplesOf(name, readFileSync(path, 'utf8')));
}
