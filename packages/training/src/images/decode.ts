/** From the bytes of an image file to samples, through sharp: the one place that knows its traps. */

import { DiopterError } from '@diopter/core-tensor/errors';
import sharp, { type Metadata, type Sharp, type SharpOptions } from 'sharp';
import { selectChannels } from './channels.js';
import type { StoredImage } from './image.js';

/** What the header of an image file says. The size is that of the upright picture. */
export interface ImageHeader {
  readonly width: number;
  readonly height: number;
  readonly bits: 8 | 16;
}

/** A decoded picture; if it `hasAlpha`, opacity is its last channel. */
export interface DecodedImage {
  readonly image: StoredImage;
  readonly hasAlpha: boolean;
}

/** Warnings pass: photographs with harmless oddities are common. Errors and files that are cut short do not. */
const decoderOptions: SharpOptions = { failOn: 'error' };

/**
 * The header alone of the file at `path`.
 *
 * @throws DiopterError `invalid-image`.
 */
export async function decodeHeader(path: string): Promise<ImageHeader> {
  return refusing(path, async () => {
    const metadata = await sharp(path, decoderOptions).metadata();
    return { ...metadata.autoOrient, bits: bitsOf(metadata) };
  });
}

/**
 * The pixels, upright and in sRGB: 1 or 3 channels, and one for opacity if the file has it.
 *
 * @param page page of a TIFF, frame of an animation, from 0.
 * @throws DiopterError `invalid-image`.
 */
export async function decode(bytes: Uint8Array, page: number, name: string): Promise<DecodedImage> {
  return refusing(name, async () => {
    const metadata = await sharp(bytes, { ...decoderOptions, page }).metadata();
    const decoder = bitsOf(metadata) === 16 ? decode16 : decode8;
    const image = await decoder(bytes, { ...decoderOptions, page }, metadata);
    return { image, hasAlpha: metadata.hasAlpha };
  });
}

/** Grey is asked for as sRGB too and then thinned out: as `b-w`, sharp would drop the opacity. */
async function decode8(bytes: Uint8Array, options: SharpOptions, metadata: Metadata): Promise<StoredImage> {
  const pipeline = sharp(bytes, options).autoOrient().toColourspace('srgb').raw();
  const { size, buffer } = await samplesOf(pipeline);
  const image = { ...size, data: new Uint8Array(buffer) };
  if (!isGrey(metadata)) return image;
  return selectChannels(image, metadata.hasAlpha ? [0, 3] : [0]);
}

/**
 * Without a colour space named, sharp would give 8 bits. Embedded profiles are ignored: for 16 bit samples sharp
 * converts through the gamut of Display P3 and does not come back.
 */
async function decode16(bytes: Uint8Array, options: SharpOptions, metadata: Metadata): Promise<StoredImage> {
  const pipeline = sharp(bytes, { ...options, ignoreIcc: true })
    .autoOrient()
    .toColourspace(isGrey(metadata) ? 'grey16' : 'rgb16')
    .raw({ depth: 'ushort' });
  const { size, buffer } = await samplesOf(pipeline);
  return { ...size, data: new Uint16Array(buffer) };
}

async function samplesOf(pipeline: Sharp): Promise<{
  size: { width: number; height: number; channels: number };
  buffer: ArrayBuffer;
}> {
  const { data, info } = await pipeline.toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const buffer = data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength) as ArrayBuffer;
  return { size: { width, height, channels }, buffer };
}

function isGrey({ space }: Metadata): boolean {
  return space === 'b-w' || space === 'grey16';
}

/** The bits of a sample; throws a plain error for the kinds of samples that have no agreed meaning of white. */
function bitsOf({ depth }: Metadata): 8 | 16 {
  if (depth === 'uchar') return 8;
  if (depth === 'ushort') return 16;
  throw new Error(`samples of type ${depth} are not supported: only integers of 8 or 16 bits are`);
}

/** What the decoders' errors mean, which are written for those who write decoders. */
const meanings: readonly (readonly [pattern: RegExp, meaning: string])[] = [
  [/unsupported image format/i, 'it is in no format that can be read, whatever its name says'],
  [/pixel limit/i, 'it has too many pixels'],
  // The reason gets lost when several files are decoded at the same time.
  [/ end |end of|read error|bad seek|parse|corrupt|truncated|unknown error/i, 'it is cut short or damaged'],
];

/** Runs sharp and turns its errors, which can have many lines, into one that names the file. */
async function refusing<Result>(name: string, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0]! : String(cause);
    const meaning = meanings.find(([pattern]) => pattern.test(reason))?.[1];
    throw new DiopterError('invalid-image', {
      what: meaning ?? `it cannot be decoded: ${reason.replace(/^Input (buffer|file)/, 'the file')}`,
      where: name,
      help: 'readable are PNG, JPEG, WebP, TIFF, GIF and AVIF files that are whole',
      cause,
    });
  }
}
