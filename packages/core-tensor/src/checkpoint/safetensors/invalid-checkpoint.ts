/** The error of this folder, in one line. */
import { DiopterError } from '../../errors/index.js';

export function invalidCheckpoint(what: string, where = 'checkpoint'): DiopterError {
  return new DiopterError('invalid-checkpoint', {
    what,
    where,
    help: 'the file is damaged, truncated or of another format; use an earlier checkpoint',
  });
}
