/** What the processes of a bench say, one line of JSON each; they are told `run K` and `stop`. */

/** Said once, when the first step can start. */
export interface Ready {
  readonly kind: 'ready';
  readonly batch: number;
  readonly parameterCount: number;
  /** Absent where nothing is compiled. */
  readonly compileMilliseconds?: number;
}

/** The answer to `run K`. */
export interface Ran {
  readonly kind: 'ran';
  /** The time of each of the K steps. */
  readonly milliseconds: readonly number[];
  /** Resident memory of the process, now and at its most; absent where the system does not tell. */
  readonly memoryMiB?: number;
  readonly peakMemoryMiB?: number;
}

export type Message = Ready | Ran;

/** What a line says, or `undefined` for a line that some library printed. */
export function parseMessage(line: string): Message | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const message = JSON.parse(line) as Message;
    return message.kind === 'ready' || message.kind === 'ran' ? message : undefined;
  } catch {
    return undefined;
  }
}

/** How many steps a line asks for; `undefined` for any other line. */
export function parseRun(line: string): number | undefined {
  const count = /^run (\d+)$/.exec(line)?.[1];
  return count === undefined ? undefined : Number(count);
}
