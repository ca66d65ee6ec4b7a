/** Small PNG files of up to 256 colours, made at once, to stand inside drawings. */

import { crc32, deflateSync } from 'node:zlib';

/** Eight bytes that every PNG file begins with. */
const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/**
 * A PNG file as a `data:` address.
 *
 * @param indices of colours, row by row, `width` to a row.
 * @param palette up to 256 colours, each red, green and blue from 0 to 255.
 * @param side every index becomes a square of so many pixels.
 */
export function indexedPng(
  indices: Uint8Array,
  width: number,
  palette: readonly (readonly [number, number, number])[],
  side = 1,
): string {
  const [columns, height] = [width * side, (indices.length / width) * side];
  const header = Buffer.alloc(13);
  header.writeUInt32BE(columns, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits per sample, which is an index of the palette (3); the only compression and filter there are; not interlaced.
  header.set([8, 3, 0, 0, 0], 8);
  // Every row begins with the filter that it went through: 0, none; 2, minus the row above, which is all zero for one repeated.
  const rows = new Uint8Array(height * (columns + 1));
  for (let y = 0; y < height; y++) {
    const row = rows.subarray(y * (columns + 1), (y + 1) * (columns + 1));
    if (y % side > 0) row[0] = 2;
    else for (let x = 0; x < columns; x++) row[x + 1] = indices[(y / side) * width + Math.floor(x / side)]!;
  }
  const file = Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', Uint8Array.from(palette.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', new Uint8Array()),
  ]);
  return `data:image/png;base64,${file.toString('base64')}`;
}

/** Length, name, content and the checksum of the last two. */
function chunk(name: string, content: Uint8Array): Uint8Array {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(content.length, 0);
  framed.set(named, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
