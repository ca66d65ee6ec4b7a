/** Whether trees have the same structure, and where they do not. */

import { DiopterError } from '../errors/index.js';
import { type Structure, structureOf } from './flatten.js';
import { formatPath } from './path.js';

/** Whether two trees have the same keys and lengths all over, whatever their leaves. */
export function sameStructure(a: unknown, b: unknown): boolean {
  return firstDifference(structureOf(a) as Structure, structureOf(b) as Structure, []) === undefined;
}

/**
 * Returns if `actual` has the structure of `expected`, and names the first path where it has not otherwise.
 *
 * @param where the function and argument to name in the error.
 * @throws DiopterError `tree-mismatch`.
 */
export function assertSameStructure(expected: unknown, actual: unknown, where: string): void {
  const difference = firstDifference(
    structureOf(expected) as Structure,
    structureOf(actual) as Structure,
    [],
  );
  if (difference === undefined) return;
  throw new DiopterError('tree-mismatch', {
    what: `at ${difference.path === '' ? 'the root' : `'${difference.path}'`} there should be ${difference.expected}, not ${difference.actual}`,
    where,
    help: 'the trees must have the same keys and lengths',
  });
}

interface Difference {
  readonly path: string;
  readonly expected: string;
  readonly actual: string;
}

function firstDifference(
  expected: Structure,
  actual: Structure,
  path: readonly string[],
): Difference | undefined {
  const names = childNames(expected);
  if (kindOf(expected) !== kindOf(actual) || JSON.stringify(names) !== JSON.stringify(childNames(actual))) {
    return { path: formatPath(path), expected: describe(expected), actual: describe(actual) };
  }
  for (const name of names) {
    const difference = firstDifference(child(expected, name), child(actual, name), [...path, name]);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function kindOf(node: Structure): 'null' | 'leaf' | 'array' | 'object' {
  if (node === null) return 'null';
  if (typeof node === 'string') return 'leaf';
  return Array.isArray(node) ? 'array' : 'object';
}

function childNames(node: Structure): readonly string[] {
  return typeof node === 'object' && node !== null ? Object.keys(node) : [];
}

function child(node: Structure, name: string): Structure {
  return (node as Readonly<Record<string, Structure>>)[name]!;
}

function describe(node: Structure): string {
  const names = childNames(node);
  const descriptions = {
    null: 'null',
    leaf: 'a leaf',
    array: `an array of length ${names.length}`,
    object: names.length === 0 ? 'an object without keys' : `an object with the keys ${listed(names)}`,
  };
  return descriptions[kindOf(node)];
}

function listed(names: readonly string[], most = 8): string {
  const shown = names.slice(0, most).map((name) => `'${name}'`);
  return names.length > most ? `${shown.join(', ')} and ${names.length - most} more` : shown.join(', ');
}
