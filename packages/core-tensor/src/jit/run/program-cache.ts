/** The compiled programs of one function, by signature. */

import { type Compiled, free } from './compile.js';
import { leavesOf, type Signature } from './signature.js';

/** One compiled program, or one on its way. */
export class CachedProgram {
  readonly #calls = new Set<Promise<unknown>>();

  constructor(
    readonly signature: Signature,
    readonly compiled: Promise<Compiled>,
  ) {}

  /** Runs `call` on the program, which is not freed before it ends. */
  use<T>(call: (compiled: Compiled) => Promise<T>): Promise<T> {
    const running = this.compiled.then(call);
    this.#calls.add(running);
    const ended = () => this.#calls.delete(running);
    running.then(ended, ended);
    return running;
  }

  /** Frees the session when the last call has ended. */
  async free(): Promise<void> {
    await Promise.allSettled(this.#calls);
    // A program that did not compile has nothing to free.
    await this.compiled.then(free, () => {});
  }
}

/** Keeps so many programs; the one used least recently is dropped. */
export class ProgramCache {
  /** In the order of their last use. */
  readonly #programs: CachedProgram[] = [];

  constructor(readonly size: number) {}

  /** The program for `args`, and their leaves. */
  find(args: readonly unknown[]): { program: CachedProgram; leaves: readonly unknown[] } | undefined {
    for (let i = this.#programs.length - 1; i >= 0; i--) {
      const program = this.#programs[i]!;
      const leaves = leavesOf(program.signature, args);
      if (leaves === undefined) continue;
      this.#programs.splice(i, 1);
      this.#programs.push(program);
      return { program, leaves };
    }
    return undefined;
  }

  add(program: CachedProgram): void {
    this.#programs.push(program);
    program.compiled.catch(() => this.#remove(program));
    if (this.#programs.length > this.size) void this.#programs.shift()!.free();
  }

  /** Drops all programs; resolves when they are freed. */
  async clear(): Promise<void> {
    await Promise.all(this.#programs.splice(0).map((program) => program.free()));
  }

  #remove(program: CachedProgram): void {
    const position = this.#programs.indexOf(program);
    if (position !== -1) this.#programs.splice(position, 1);
  }
}
