/** Reading the attributes of a kernel call, as tfjs passes them. */

import { DiopterError } from '../errors/index.js';
import type { Attribute, Attributes } from '../jit/program/program.js';

export function numberAttribute(attributes: Attributes, name: string, otherwise?: number): number {
  const value = attributes[name] ?? otherwise;
  return typeof value === 'number' ? value : wrong(name, value, 'a number');
}

/** A list of numbers; a single number counts as a list of one. */
export function numbersAttribute(
  attributes: Attributes,
  name: string,
  otherwise?: readonly number[],
): readonly number[] {
  const value = attributes[name] ?? otherwise;
  if (typeof value === 'number') return [value];
  return isNumbers(value) ? value : wrong(name, value, 'numbers');
}

/** A list of pairs of numbers, such as paddings before and after each axis. */
export function pairsAttribute(attributes: Attributes, name: string): readonly (readonly [number, number])[] {
  const value = attributes[name];
  const isPair = (pair: Attribute): pair is readonly [number, number] => isNumbers(pair) && pair.length === 2;
  return isList(value) && value.every(isPair) ? value : wrong(name, value, 'pairs of numbers');
}

export function textAttribute(attributes: Attributes, name: string, otherwise?: string): string {
  const value = attributes[name] ?? otherwise;
  return typeof value === 'string' ? value : wrong(name, value, 'a string');
}

export function flagAttribute(attributes: Attributes, name: string): boolean {
  return attributes[name] === true;
}

/** The axis called `name`, counted from the front. */
export function axisAttribute(attributes: Attributes, name: string, rank: number, otherwise = 0): number {
  return countedFromFront(numberAttribute(attributes, name, otherwise), rank);
}

/** Height and width: one number means both. */
export function pairAttribute(attributes: Attributes, name: string, otherwise = 1): [number, number] {
  const [height = otherwise, width = height] = numbersAttribute(attributes, name, [otherwise]);
  return [height, width];
}

export function countedFromFront(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}

function isList(value: Attribute): value is readonly Attribute[] {
  return Array.isArray(value);
}

function isNumbers(value: Attribute): value is readonly number[] {
  return isList(value) && value.every((element) => typeof element === 'number');
}

function wrong(name: string, value: Attribute, expected: string): never {
  throw new DiopterError('invalid-argument', {
    where: `reference kernel, attribute ${name}`,
    what: `${JSON.stringify(value)} is not ${expected}`,
  });
}
