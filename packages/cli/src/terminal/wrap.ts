/** Sentences in lines. */

/** A text in lines of up to `width` characters where words allow it, all but the first indented. */
export function wrap(text: string, width = 100): string {
  const indent = '  ';
  const line = new RegExp(`(?:.{1,${width - indent.length}}|\\S+)(?:\\s|$)`, 'gu');
  return (text.match(line) ?? []).map((part) => part.trimEnd()).join(`\n${indent}`);
}
