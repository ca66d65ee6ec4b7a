/** `metrics.jsonl`: one line of JSON per step, only ever appended to, whole up to the last line after any crash. */

import { fsync, writeSync } from 'node:fs';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { DiopterError } from '@diopter/core-tensor/errors';
import { reading, writing } from '../files/file-errors.js';
import { makeFolder } from '../files/write-result.js';
import { formatRow, type MetricsRow, parseRow } from './metrics-row.js';

/** A metrics file that is being written. */
export interface MetricsFile {
  /** Appends a row. When this returns, the row outlives the process, whatever kills it. */
  append(row: MetricsRow): void;
  /** Resolves when all rows are on the disk and outlive a power failure too. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a metrics file to go on after a step: later rows, and a last line that a crash cut short, are removed. Without
 * `after`, the file starts empty.
 *
 * @throws DiopterError `file-write`.
 */
export async function openMetricsFile(
  path: string,
  { after = Number.NEGATIVE_INFINITY } = {},
): Promise<MetricsFile> {
  await makeFolder(dirname(path));
  const file = await writing(path, open(path, 'a+'));
  await writing(path, keepThrough(file, after));
  return metricsFile(file);
}

/** Rows are small: to write them synchronously takes microseconds and keeps them in order. */
function metricsFile(file: FileHandle): MetricsFile {
  const flush = promisify(fsync);
  return {
    append: (row) => void writeSync(file.fd, `${formatRow(row)}\n`),
    flush: () => flush(file.fd),
    close: () => file.close(),
  };
}

/** Cuts the file off after the whole rows of steps up to `last`. */
async function keepThrough(file: FileHandle, last: number): Promise<void> {
  let length = 0;
  for (const line of (await file.readFile('utf8')).split(/(?<=\n)/)) {
    const row = line.endsWith('\n') ? parseRow(line) : undefined;
    if (row === undefined || row.step > last) break;
    length += Buffer.byteLength(line);
  }
  await file.truncate(length);
}

/**
 * The rows of a metrics file, also of one that is being written: a last line without an end is left out.
 *
 * @throws DiopterError `file-not-found`; `invalid-data`, naming the line, for a line that is no row.
 */
export async function readMetrics(path: string): Promise<MetricsRow[]> {
  const text = await reading(path, readFile(path, 'utf8'));
  return text
    .split('\n')
    .slice(0, -1)
    .map((line, i) => {
      const row = parseRow(line);
      if (row !== undefined) return row;
      throw new DiopterError('invalid-data', {
        what: 'the line is no row of metrics',
        where: `${path}, line ${i + 1}`,
      });
    });
}
