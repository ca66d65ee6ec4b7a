/** Numbers, and lists, as values of options. */

import { InvalidArgumentError } from 'commander';

/** A number; what range it must be in is for others to check. */
export function number(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('It is not a number.');
}

/** A whole number, at least `minimum`. */
export function wholeNumber(minimum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= minimum) return value;
    throw new InvalidArgumentError(`It is not a whole number from ${minimum}.`);
  };
}

/** Collects the values of an option that may be given again, or has several. */
export function each<T>(parse: (text: string) => T): (text: string, before: readonly T[] | undefined) => T[] {
  return (text, before = []) => [...before, parse(text)];
}

/** Whole numbers of an option that takes several, each at least `minimum`. */
export function wholeNumbers(
  minimum: number,
): (text: string, before?: readonly number[]) => readonly number[] {
  return each(wholeNumber(minimum));
}
