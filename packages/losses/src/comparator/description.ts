/** The small JSON text beside a comparator's ONNX file: its preprocessing, its layers, and which of them to compare. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { Preprocessing } from './preprocessing.js';

/** What has to be known about a comparator beside its file. */
export interface ComparatorDescription {
  readonly preprocessing?: Preprocessing;
  /** The names people know for the file's values, where the file's own are opaque: `{ "pool5": "r14" }`. */
  readonly layers?: Readonly<Record<string, string>>;
  /** The layers to compare, by their names in `layers` or in the file; the file's outputs if none are named. */
  readonly taps?: readonly string[];
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const isNumbers: Check = (value) => isNumber(value) || (Array.isArray(value) && value.every(isNumber));
const isTexts: Check = (value) => Array.isArray(value) && value.length > 0 && value.every(isText);
const isObject: Check = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isNames: Check = (value) => isObject(value) && Object.values(value as object).every(isText);

const fields: Readonly<Record<string, Check>> = { preprocessing: isObject, layers: isNames, taps: isTexts };
const preprocessingFields: Readonly<Record<string, Check>> = {
  channels: (value) => value === 'rgb' || value === 'bgr',
  scale: isNumber,
  mean: isNumbers,
  deviation: isNumbers,
};

/**
 * Reads a description.
 *
 * @param where its file, for errors.
 * @throws DiopterError `invalid-data` naming the field that is unknown or has a wrong value.
 *
 * @example
 * parseDescription('{ "preprocessing": { "channels": "bgr", "scale": 255, "mean": [104, 117, 123] }, "taps": ["pool5"] }');
 */
export function parseDescription(text: string, where = 'parseDescription'): ComparatorDescription {
  const description = parse(text, where);
  check(description, fields, where);
  check(description.preprocessing ?? {}, preprocessingFields, where, 'preprocessing.');
  return description;
}

function parse(text: string, where: string): ComparatorDescription {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value as ComparatorDescription;
  } catch {
    // Reported below, as any other text that is no object.
  }
  throw new DiopterError('invalid-data', { what: 'it is no JSON object', where });
}

function check(value: object, known: Readonly<Record<string, Check>>, where: string, prefix = ''): void {
  for (const [name, item] of Object.entries(value)) {
    const isRight = Object.hasOwn(known, name) ? known[name]! : undefined;
    if (isRight?.(item)) continue;
    throw new DiopterError('invalid-data', {
      what: isRight ? `${prefix}${name} cannot be ${JSON.stringify(item)}` : `${prefix}${name} is not known`,
      where,
      help: `known are ${Object.keys(known)
        .map((each) => prefix + each)
        .join(', ')}`,
    });
  }
}
