/** `metrics.jsonl`: one line of JSON per step, only ever appended to, whole up to the last line after any crash. */

import { fsync, writeSync } from 'node:fs';
import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { DiopterError } from '@diopter/core-tensor/errors';
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
export async function openMetricsFile(path: string, { after = 0 } = {}): Promise<MetricsFile> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, 'a+');
    await file.truncate(await lengthThrough(file, after));
    return metricsFile(file);
  } catch (cause) {
    throw new DiopterError('file-write', {
      what: `the metrics cannot be written: ${(cause as Error).message}`,
      where: path,
      cause,
    });
  }
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

/** How many bytes at the start of the file are whole rows of steps up to `last`. */
async function lengthThrough(file: FileHandle, last: number): Promise<number> {
  let length = 0;
  for (const line of (await file.readFile('utf8')).split(/(?<=\n)/)) {
    const row = line.endsWith('\n') ? parseRow(line) : undefined;
    if (row === undefined || row.step > last) break;
    length += Buffer.byteLength(line);
  }
  return length;
}

/**
 * The rows of a metrics file, also of one that is being written: a last line without an end is left out.
 *
 * @throws DiopterError `file-not-found`; `invalid-data`, naming the line, for a line that is no row.
 */
export async function readMetrics(path: string): Promise<MetricsRow[]> {
  const text = await readFile(path, 'utf8').catch((cause: Error) => {
    throw new DiopterError('file-not-found', {
      what: `the metrics cannot be read: ${cause.message}`,
      where: path,
      cause,
    });
  });
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
