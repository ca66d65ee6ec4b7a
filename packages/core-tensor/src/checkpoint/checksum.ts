/**
 * The mark and the checksum that a checkpoint of ours carries in its metadata.
 *
 * The checksum is a CRC-32 of the whole file, its own eight digits taken as zeros. It is there to notice accidents (a
 * truncated copy, a bad disk, an edited header), for which it is as good as a cryptographic hash: that would need
 * Node's crypto or an asynchronous reader in browsers, and would not stop anyone who can also write a new hash. The
 * mark is a second witness: with it, a checkpoint whose checksum entry itself was damaged is not taken for a file that
 * never had one.
 */
import { crc32 } from './crc32.js';
import { headerBytes } from './safetensors/file.js';
import { invalidCheckpoint } from './safetensors/invalid-checkpoint.js';

/** Metadata of ours begin with this. */
export const reservedPrefix = 'diopter.';

const formatKey = `${reservedPrefix}format`;
const checksumKey = `${reservedPrefix}checksum`;
const formatVersion = '1';
const noChecksum = '00000000';

/** What the metadata hold before the checksum is known. */
export const unsealed: Readonly<Record<string, string>> = {
  [formatKey]: formatVersion,
  [checksumKey]: noChecksum,
};

// In JSON text a quotation mark inside a string has a backslash before it, so this can only be the entry itself.
const beforeDigits = `${JSON.stringify(checksumKey)}:"`;

/** The header with its checksum filled in. */
export function sealHeader(header: string, data: Uint8Array): string {
  return withDigits(header, digitsOf(header, data));
}

/**
 * Returns for a file whose checksum is right, or that claims to have none (as Python's have not).
 *
 * @throws `invalid-checkpoint`
 */
export function checkSeal(
  header: string,
  data: Uint8Array,
  metadata: Readonly<Record<string, string>>,
): void {
  const { [formatKey]: format, [checksumKey]: digits } = metadata;
  if (format === undefined && digits === undefined) return;
  if (format !== formatVersion)
    throw invalidCheckpoint(`the checkpoint has format '${format}', known is ${formatVersion}`);
  if (digits === undefined || !header.includes(beforeDigits + digits)) {
    throw invalidCheckpoint('the checkpoint has lost its checksum');
  }
  const actual = digitsOf(withDigits(header, noChecksum), data);
  if (digits !== actual) throw invalidCheckpoint(`the checksum is ${digits}, the content's is ${actual}`);
}

function digitsOf(header: string, data: Uint8Array): string {
  return crc32(data, crc32(headerBytes(header)))
    .toString(16)
    .padStart(noChecksum.length, '0');
}

function withDigits(header: string, digits: string): string {
  const start = header.indexOf(beforeDigits) + beforeDigits.length;
  return header.slice(0, start) + digits + header.slice(start + digits.length);
}
