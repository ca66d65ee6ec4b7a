/** `config.json`: what a run was started with, for people to read and for the run to go on with. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DiopterError } from '@diopter/core-tensor/errors';
import { writeResult } from '../files/write-result.js';

const fileName = 'config.json';

/** Writes the configuration of the run in `folder`. */
export async function writeRunConfiguration(folder: string, configuration: object): Promise<void> {
  await writeResult(join(folder, fileName), `${JSON.stringify(configuration, null, 2)}\n`);
}

/**
 * The configuration of the run in `folder`; `undefined` if there is none.
 *
 * @throws DiopterError `invalid-data` if the file is no JSON object.
 */
export async function readRunConfiguration(
  folder: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const path = join(folder, fileName);
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return { ...JSON.parse(text) };
  } catch (cause) {
    throw new DiopterError('invalid-data', { what: 'it is no JSON object', where: path, cause });
  }
}
