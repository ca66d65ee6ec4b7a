/** What happens when a picture cannot be read: it is reported once and left out, or everything stops. */

import { DiopterError } from '@diopter/core-tensor/errors';

/** Options about files that cannot be read. */
export interface UnreadableOptions {
  /** Whether a file that cannot be read is left out or stops everything. */
  readonly unreadable?: 'skip' | 'stop';
  /** Is told once about each file that is left out; the error names it. */
  readonly onUnreadable?: (error: DiopterError) => void;
}

/** Gives the result of `read`, or `undefined` if `path` is to be left out. */
export type Attempt = <Result>(path: string, read: () => Promise<Result>) => Promise<Result | undefined>;

/** An {@link Attempt} that follows the options. Errors that are not about the file are never swallowed. */
export function attempting({ unreadable = 'skip', onUnreadable = () => {} }: UnreadableOptions): Attempt {
  const reported = new Set<string>();
  return async (path, read) => {
    try {
      return await read();
    } catch (error) {
      if (unreadable === 'stop' || !(error instanceof DiopterError)) throw error;
      if (!reported.has(path)) onUnreadable(error);
      reported.add(path);
      return undefined;
    }
  };
}
