/** The header of a safetensors file: which tensor lies where. */
import { checkKeys } from './check-keys.js';
import { elementTypes } from './element-types.js';
import { invalidCheckpoint } from './invalid-checkpoint.js';

/** The name under which a header keeps texts: no tensor can have it. */
export const metadataKey = '__metadata__';

/** One tensor of a file. */
export interface Entry {
  readonly name: string;
  /** A key of {@link elementTypes}. */
  readonly type: string;
  readonly shape: readonly number[];
  /** In bytes, from the start of the data. */
  readonly begin: number;
  readonly end: number;
}

/** What a header says. */
export interface Header {
  /** In the order of the data, without gaps or overlaps. */
  readonly entries: readonly Entry[];
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * The header in its text, checked against the number of bytes that follow it.
 *
 * @throws `invalid-checkpoint`
 */
export function parseHeader(text: string, dataLength: number): Header {
  const { [metadataKey]: metadata = {}, ...tensors } = parseJson(text);
  if (!isRecord(metadata) || !Object.values(metadata).every((value) => typeof value === 'string')) {
    throw invalidCheckpoint('the metadata are not texts by name');
  }
  const entries = Object.entries(tensors).map(([name, value]) => parseEntry(name, value));
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  let position = 0;
  for (const { name, begin, end } of entries) {
    if (begin !== position) {
      throw invalidCheckpoint(
        `its data begin at byte ${begin}, ${begin < position ? 'inside' : 'after a gap behind'} those of the tensor before, which end at ${position}`,
        `tensor ${name}`,
      );
    }
    position = end;
  }
  if (position !== dataLength) {
    throw invalidCheckpoint(`the tensors need ${position} bytes of data, the file has ${dataLength}`);
  }
  return { entries, metadata: metadata as Readonly<Record<string, string>> };
}

function parseJson(text: string): Readonly<Record<string, unknown>> {
  checkKeys(text);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw invalidCheckpoint('the header is not JSON');
  }
  if (!isRecord(parsed)) throw invalidCheckpoint('the header is not an object');
  return parsed;
}

function parseEntry(name: string, value: unknown): Entry {
  const where = `tensor ${name}`;
  const { dtype: type, shape, data_offsets: offsets } = isRecord(value) ? value : {};
  if (typeof type !== 'string' || !isSizes(shape) || !isSizes(offsets) || offsets.length !== 2) {
    throw invalidCheckpoint('the header does not give its dtype, shape and two data_offsets', where);
  }
  const elementType = elementTypes.get(type);
  if (elementType === undefined) {
    throw invalidCheckpoint(
      `its dtype ${type} cannot be read; known are ${[...elementTypes.keys()].join(', ')}`,
      where,
    );
  }
  const [begin, end] = offsets as [number, number];
  const bytes = shape.reduce((size, dimension) => size * dimension, elementType.bytes);
  if (end - begin !== bytes) {
    throw invalidCheckpoint(
      `shape [${shape.join(', ')}] of ${type} needs ${bytes} bytes, not ${end - begin}`,
      where,
    );
  }
  return { name, type, shape, begin, end };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSizes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
}
