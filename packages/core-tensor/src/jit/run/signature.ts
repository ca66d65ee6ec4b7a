/** Under which key a compiled program is found again: structures, shapes, dtypes and static values of all arguments. */

import { isKey } from '../../random/index.js';
import { isTensorLike, type Structure } from '../../tree/index.js';

export function signatureOf(structure: Structure, leaves: readonly unknown[]): string {
  return `${JSON.stringify(structure)}|${leaves.map(leafSignature).join('|')}`;
}

function leafSignature(leaf: unknown): string {
  if (typeof leaf === 'number') return 'float32[]';
  if (isKey(leaf)) return 'key';
  if (typeof leaf === 'object' && leaf !== null && isTensorLike(leaf))
    return `${leaf.dtype}[${leaf.shape.join()}]`;
  return `${typeof leaf}:${JSON.stringify(leaf)}`;
}
