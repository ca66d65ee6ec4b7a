/** Classes by the names of folders. */

import { DiopterError } from '@diopter/core-tensor/errors';

/** The classes of a folder's files. */
export interface FolderClasses {
  /** Sorted. */
  readonly names: readonly string[];
  /** The label of a file. */
  readonly labelOf: (path: string) => number;
}

/**
 * The first folder on each file's path is its class.
 *
 * @param paths relative to `folder`, with `/` between names.
 * @throws DiopterError `invalid-data` if a file is in no folder.
 */
export function folderClasses(folder: string, paths: readonly string[]): FolderClasses {
  const outside = paths.find((path) => !path.includes('/'));
  if (outside !== undefined) {
    throw new DiopterError('invalid-data', {
      what: `${outside} is in no class: it lies beside the folders of the classes`,
      where: folder,
    });
  }
  const names = [...new Set(paths.map(className))].sort();
  const labels = new Map(names.map((name, label) => [name, label]));
  return { names, labelOf: (path) => labels.get(className(path))! };
}

function className(path: string): string {
  return path.slice(0, path.indexOf('/'));
}
