/** A process that does steps when it is told to, so that several engines can take turns. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { DiopterError } from '@diopter/core-tensor/errors';
import type { BenchName } from '../benches/index.js';
import type { PyTorch } from '../pytorch/find-pytorch.js';
import { type Message, parseMessage, type Ran, type Ready } from './messages.js';

/** One engine, ready to do steps of one bench. */
export interface EngineProcess {
  /** `diopter`, or `pytorch-` and its version. */
  readonly engine: string;
  readonly ready: Ready;
  run(steps: number): Promise<Ran>;
  /** Ends the process, and waits until it has written what it still had to. */
  stop(): Promise<void>;
}

/** What Diopter's process does beside its steps. */
export interface DiopterOptions {
  /** Where ONNX Runtime writes its trace: the file's path up to a time that it adds. */
  readonly trace?: string;
  /** Whether to collect garbage before memory is read. */
  readonly collectGarbage?: boolean;
  /** Layers, for a bench of any depth. */
  readonly depth?: number;
}

/** Starts Diopter's side of a bench. */
export function startDiopter(
  name: BenchName,
  threads: number,
  { trace, collectGarbage = false, depth }: DiopterOptions = {},
): Promise<EngineProcess> {
  const main = fileURLToPath(new URL('./diopter-main.js', import.meta.url));
  return start('diopter', process.execPath, [
    ...(collectGarbage ? ['--expose-gc'] : []),
    ...[main, name, `${threads}`],
    ...(trace === undefined ? [] : ['--trace', trace]),
    ...(depth === undefined ? [] : ['--depth', `${depth}`]),
  ]);
}

/** Starts PyTorch's side of a bench. */
export function startPyTorch(
  { engine, python }: PyTorch,
  name: BenchName,
  threads: number,
): Promise<EngineProcess> {
  const main = fileURLToPath(new URL('../../pytorch/run.py', import.meta.url));
  // PyTorch's own pool obeys set_num_threads; the libraries below it, only this.
  return start(engine, python, ['-B', main, name, `${threads}`], { OMP_NUM_THREADS: `${threads}` });
}

async function start(
  engine: string,
  program: string,
  programArguments: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<EngineProcess> {
  const child = spawn(program, programArguments, {
    env: { ...process.env, ...environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  // Writing to a process that has ended is noticed where its answer is awaited.
  child.stdin.on('error', () => {});
  const messages = messagesOf(createInterface({ input: child.stdout }));
  const answer = async <M extends Message>(): Promise<M> => {
    const { value, done } = await messages.next();
    if (!done) return value as M;
    const [code, signal] = await ended;
    throw new DiopterError('engine-failed', {
      what: `its process ended with ${signal ?? `exit code ${code}`}`,
      where: `bench, ${engine}`,
      help: 'what it printed is above',
    });
  };
  return {
    engine,
    ready: await answer<Ready>(),
    run(steps) {
      child.stdin.write(`run ${steps}\n`);
      return answer<Ran>();
    },
    async stop() {
      child.stdin.end('stop\n');
      await ended;
    },
  };
}

async function* messagesOf(lines: AsyncIterable<string>): AsyncGenerator<Message, undefined> {
  for await (const line of lines) {
    const message = parseMessage(line);
    if (message !== undefined) yield message;
  }
  return undefined;
}
