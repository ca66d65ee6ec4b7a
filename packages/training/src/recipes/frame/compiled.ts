/** The functions of a learner, compiled: what goes in and out is in host memory. */

import { type Compiled, jit } from '@diopter/core-tensor/jit';
import type { Key } from '@diopter/core-tensor/random';
import type { HostTensor, Tree } from '@diopter/core-tensor/tree';
import type { HostBatch, Learner } from './learner.js';

/** A compiled program. It may reuse the memory of the state it was given. */
export interface CompiledStep {
  (
    learned: Tree<HostTensor>,
    batch: HostBatch,
    key: Key,
    step: number,
  ): Promise<{
    readonly learned: Tree<HostTensor>;
    readonly metrics: Readonly<Record<string, HostTensor>>;
  }>;
  prepare(...args: Parameters<CompiledStep>): Promise<Compiled>;
  release(): Promise<void>;
}

/** A compiled `evaluate`. */
export interface CompiledEvaluation {
  (
    judged: Tree<HostTensor>,
    batch: HostBatch,
  ): Promise<{
    readonly metrics: Readonly<Record<string, HostTensor>>;
    readonly pictures: Readonly<Record<string, HostTensor>>;
    readonly totals?: Readonly<Record<string, HostTensor>>;
  }>;
  release(): Promise<void>;
}

/** What both take; CPU threads inside one operator. */
interface CompilationOptions {
  readonly threads?: number;
}

// A recursive type of any tree is more than the types of `jit` can follow, hence the casts.

export function compileStep(program: Learner['programs'][string], options: CompilationOptions): CompiledStep {
  return jit(program as (...args: never[]) => unknown, {
    ...options,
    donate: [0],
  }) as unknown as CompiledStep;
}

export function compileEvaluation({ evaluate }: Learner, options: CompilationOptions): CompiledEvaluation {
  return jit(evaluate as (...args: never[]) => unknown, options) as unknown as CompiledEvaluation;
}
