/** Whether bytes are the file that they are said to be. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { PublicFile } from '../registry.js';

/** What can be known of a file: its size and its SHA-256 in hexadecimal. */
export interface FileDigest {
  readonly bytes: number;
  readonly sha256: string;
}

/** @throws DiopterError `invalid-data` for another size or another SHA-256 than the file's, as far as they are known. */
export function verify(found: FileDigest, wanted: Pick<PublicFile, 'bytes' | 'sha256'>, where: string): void {
  const refuse = (what: string): never => {
    throw new DiopterError('invalid-data', {
      what,
      where,
      help: 'it was damaged or tampered with, or is another file: delete it and pull it again',
    });
  };
  if (wanted.bytes !== undefined && found.bytes !== wanted.bytes) {
    refuse(`it has ${found.bytes} bytes instead of ${wanted.bytes}`);
  }
  if (wanted.sha256 !== undefined && found.sha256 !== wanted.sha256) {
    refuse(`its SHA-256 is ${found.sha256} instead of ${wanted.sha256}`);
  }
}
