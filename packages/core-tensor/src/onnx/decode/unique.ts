/** Named things as a record: a name that occurs twice is an error, not a choice. */
import { invalidOnnx } from '../invalid-onnx.js';

export function uniqueEntries<Value>(
  entries: readonly (readonly [name: string, value: Value])[],
  where: string,
): readonly (readonly [string, Value])[] {
  const seen = new Set<string>();
  for (const [name] of entries) {
    if (seen.has(name)) throw invalidOnnx(`'${name}' occurs twice`, where);
    seen.add(name);
  }
  return entries;
}

export function uniqueRecord<Value>(
  entries: readonly (readonly [name: string, value: Value])[],
  where: string,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(uniqueEntries(entries, where));
}
