/** Gives tfjs-node back the two functions of `node:util` that Node 23 removed. */

import util from 'node:util';

/** tfjs-node 4.22, its last release, calls `util.isNullOrUndefined` and `util.isArray`. Where Node has them they are left alone. */
export function restoreUtilities(): void {
  const utilities = util as unknown as Record<string, (value: unknown) => boolean>;
  utilities.isNullOrUndefined ??= (value) => value === null || value === undefined;
  utilities.isArray ??= Array.isArray;
}
