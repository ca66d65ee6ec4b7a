/** What counts as a leaf of a tree at run time. */

import type { TensorLike } from './tree.js';

/** A node of a tree that holds other nodes. */
export type Container = readonly unknown[] | Readonly<Record<string, unknown>>;

/**
 * Whether a tree ends at `value`: true for everything but `null`, arrays and plain objects. A plain object with an
 * array `shape` and a string `dtype` (a `HostTensor`, a specification) is a leaf, and so is every instance of a
 * class (a `tf.Tensor`, a random key).
 */
export function isLeaf(value: unknown): boolean {
  return value !== null && !isContainer(value);
}

/** Whether `value` is an array or a plain object that is not one tensor. */
export function isContainer(value: unknown): value is Container {
  return Array.isArray(value) || (isPlainObject(value) && !isTensorLike(value));
}

/** Whether `value` has a `shape` and a `dtype`. */
export function isTensorLike(value: object): value is TensorLike {
  const { shape, dtype } = value as Partial<TensorLike>;
  return Array.isArray(shape) && typeof dtype === 'string';
}

/** Objects of literals, of `JSON.parse` and of other realms, and those without a prototype; no instances of classes. */
function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
