/** Tries native code in a process of its own, so that what prints, hangs or crashes does so there. */

import { type ExecFileException, execFile } from 'node:child_process';
import { messageOf } from './message-of.js';

/** What a trial came to: it worked, or why not. */
export interface Trial {
  readonly works: boolean;
  readonly reason: string;
}

const longestMilliseconds = 60_000;

/**
 * Run a script in another Node process. The script is CommonJS; it finds `input` in the variable of that name and calls
 * `done(reason)` when what it tries works. Whatever it throws is the reason why not.
 */
export function probe(script: string, input: unknown): Promise<Trial> {
  const program = `
    const input = ${JSON.stringify(input)};
    const say = (works, reason) => require('node:fs').writeSync(1, '\\n' + JSON.stringify({ works, reason }));
    const done = (reason) => { say(true, reason); process.exit(0); };
    const failed = (error) => { say(false, String(error?.message ?? error)); process.exit(1); };
    process.on('uncaughtException', failed);
    (async () => { ${script} })().catch(failed);`;
  return new Promise((resolve) => {
    execFile(process.execPath, ['-e', program], { timeout: longestMilliseconds }, (error, output) => {
      resolve(verdict(output) ?? { works: false, reason: causeOfDeath(error) });
    });
  });
}

/** The script's last word, which stands on a line of its own after whatever the libraries printed. */
function verdict(output: string): Trial | undefined {
  try {
    const { works, reason } = JSON.parse(output.slice(output.lastIndexOf('\n') + 1)) as Trial;
    return { works, reason: messageOf(reason) };
  } catch {
    return undefined;
  }
}

function causeOfDeath(error: ExecFileException | null): string {
  if (error?.killed) return `no answer within ${longestMilliseconds / 1000} seconds`;
  return error?.signal ? `trying it ended the process with ${error.signal}` : 'trying it ended the process';
}
