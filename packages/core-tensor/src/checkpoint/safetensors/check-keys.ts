/** What `JSON.parse` does not tell: whether a key occurs twice in one object. */
import { invalidCheckpoint } from './invalid-checkpoint.js';

/** The header, an entry, its shape. What is nested deeper is an attempt to exhaust the memory. */
const maximumDepth = 3;

/**
 * Returns when no object of this JSON text has a key twice. Whether it is JSON at all is left to `JSON.parse`.
 *
 * @throws `invalid-checkpoint`
 */
export function checkKeys(json: string): void {
  const keysOfOpen: Set<string>[] = [];
  let text = '';
  for (let i = 0; i < json.length; i++) {
    const character = json[i];
    if (character === '"') {
      const end = endOfText(json, i);
      text = json.slice(i, end);
      i = end - 1;
    } else if (character === '{' || character === '[') {
      keysOfOpen.push(new Set());
      if (keysOfOpen.length > maximumDepth) throw invalidCheckpoint('the header is nested too deep');
    } else if (character === '}' || character === ']') {
      keysOfOpen.pop();
    } else if (character === ':') {
      const keys = keysOfOpen.at(-1);
      const key = unescaped(text);
      if (keys?.has(key)) throw invalidCheckpoint(`the header has the key '${key}' twice`);
      keys?.add(key);
    }
  }
}

/** The position behind the quotation mark that ends the text which begins at `start`. */
function endOfText(json: string, start: number): number {
  let i = start + 1;
  while (i < json.length && json[i] !== '"') i += json[i] === '\\' ? 2 : 1;
  return i + 1;
}

/** Two spellings of one key, `a` and `\u0061`, are the same. */
function unescaped(text: string): string {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidCheckpoint('the header is not JSON');
  }
}
