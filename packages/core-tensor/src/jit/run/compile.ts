/** From a recorded function to an ONNX Runtime session. */

import type { Optimization } from '../../engine/index.js';
import { createSession, type Session } from '../../engine/index.js';
import { writeOnnx } from '../../onnx/index.js';
import type { OnnxModel } from '../../onnx/model.js';
import { emit } from '../emit/emit.js';
import { optimize } from '../passes/index.js';
import { type InputSource, type Recording, recordFunction } from '../record/record.js';
import { type Slot, slotOf } from './buffers.js';
import { channelBlock } from './channel-block.js';
import { type Layout, layoutOf } from './layout.js';
import type { JitOptions } from './options.js';

/** A function compiled for one signature. */
export interface Compiled {
  readonly recording: Recording;
  readonly session: Session;
  /** Milliseconds from the call to a session that is ready. */
  readonly compileMilliseconds: number;
  /** Nodes of the ONNX graph before ONNX Runtime rewrites it. */
  readonly nodeCount: number;
  /** The session's inputs, and where each comes from. */
  readonly inputs: readonly { readonly name: string; readonly source: InputSource }[];
  /** The session's outputs by name, and the places that each needs. */
  readonly outputs: readonly string[];
  readonly slots: readonly Slot[];
  /** How results are put together. */
  readonly result: Layout;
}

export async function compile(
  fn: (...args: never[]) => unknown,
  args: readonly unknown[],
  { providers = 'auto', threads, optimization, profile }: JitOptions,
): Promise<Compiled> {
  const start = performance.now();
  const recording = recordFunction(fn, args);
  const model = emit(optimize(recording.program), {
    channelBlock: await channelBlock(providers),
  });
  const session = await createSession(writeOnnx(model), {
    providers,
    optimization: optimization ?? optimizationFor(model),
    outputsInPlace: true,
    ...(threads !== undefined && { threads }),
    ...(profile !== undefined && { profile }),
  });
  const { program, sources, result } = recording;
  return {
    recording,
    session,
    inputs: sources.map((source, i) => ({ source, name: model.graph.inputs[i]!.name })),
    outputs: model.graph.outputs.map(({ name }) => name),
    slots: program.outputs.map((id) => slotOf(program.values[id]!)),
    result: layoutOf(result),
    compileMilliseconds: performance.now() - start,
    nodeCount: model.graph.nodes.length,
  };
}

/** Frees a program's session. */
export async function free({ session }: Compiled): Promise<void> {
  session.endProfiling();
  await session.release();
}

/** ONNX Runtime's rewriting grows with the graph: on thousands of nodes it costs seconds and wins little. */
function optimizationFor({ graph }: OnnxModel): Optimization {
  return graph.nodes.length > 4000 ? 'basic' : 'all';
}
