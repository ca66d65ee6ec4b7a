/** Says how to get the file of a comparator, by command and by hand. */

import type { ComparatorEntry, ComparatorSource, PublicFile } from './registry.js';

/** One sentence: the command, and what to fetch from where and where to put it. */
export function howToGet(name: string, { source }: ComparatorEntry, path: string): string {
  return ways[source.kind](source as never, name, path);
}

/** What to fetch from where by hand, and where to put it. */
export function byHand({ urls, bytes, sha256 }: PublicFile, path: string): string {
  const facts = [
    ...(bytes === undefined ? [] : [`${bytes} bytes`]),
    ...(sha256 === undefined ? [] : [`SHA-256 ${sha256}`]),
  ];
  return `fetch ${urls.join(' or ')} and put it at ${path}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}`;
}

type SourceOf<Kind> = Extract<ComparatorSource, { kind: Kind }>;

const ways: {
  readonly [Kind in ComparatorSource['kind']]: (source: SourceOf<Kind>, name: string, path: string) => string;
} = {
  shipped: () => 'it comes with @diopter/losses: install the package again',
  public: (source, name, path) => `run: diopter comparator pull ${name}; or by hand: ${byHand(source, path)}`,
  made: ({ how }, _name, path) => `there is no public ONNX file of it: ${how} --out ${path}`,
};
