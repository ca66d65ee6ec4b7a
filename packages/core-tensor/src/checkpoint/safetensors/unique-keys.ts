/** What `JSON.parse` does not tell: whether a key occurs twice in one object. */

const token = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;

/** The first key that an object of this valid JSON text has twice, or undefined. */
export function duplicateKey(json: string): string | undefined {
  const objects: Set<string>[] = [];
  let text = '';
  for (const [part] of json.matchAll(token)) {
    if (part === '{' || part === '[') objects.push(new Set());
    else if (part === '}' || part === ']') objects.pop();
    else if (part !== ':') text = part;
    else {
      const key: string = JSON.parse(text);
      const keys = objects.at(-1)!;
      if (keys.has(key)) return key;
      keys.add(key);
    }
  }
  return undefined;
}
