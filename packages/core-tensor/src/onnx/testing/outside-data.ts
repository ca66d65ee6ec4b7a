/** Models that are not in the repository: where they are on this machine, if they are. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Debian's package `libonnx-testdata`, or the folder that `DIOPTER_ONNX_TESTDATA` names. */
export const conformanceFolder = process.env.DIOPTER_ONNX_TESTDATA ?? '/usr/share/libonnx-testdata/data';

/** Pretrained networks beside the repository. */
export const pretrainedFolder = fileURLToPath(
  new URL('../../../../../../shared/data/models', import.meta.url),
);

/** All files below `folder` with this ending, sorted; none where there is no folder. */
export function filesBelow(folder: string, ending: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => join(folder, file))
    .sort();
}

/** The title of a group of tests, which says so when the group is skipped. */
export function titleOf(what: string, folder: string): string {
  return existsSync(folder) ? what : `${what} (skipped: there is no ${folder})`;
}
