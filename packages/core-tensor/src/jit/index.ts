/** jit: a function over tfjs tensors, recorded once, autodiff included, and run as one ONNX graph. */

export { emit } from './emit/emit.js';
export { exportProgram } from './export-program.js';
export { compositeKernels, primitiveKernels } from './kernels/registry.js';
export { optimize, standardPasses } from './passes/index.js';
export type { Pass } from './passes/rewrite.js';
export { print } from './program/print.js';
export type { Attribute, Attributes, Program, ProgramNode, ValueId, ValueSpec } from './program/program.js';
export { type Recording, record, recordFunction } from './record/record.js';
export type { Compiled } from './run/compile.js';
export { type CompiledFunction, jit } from './run/jit.js';
export type { JitOptions } from './run/options.js';
export { snapshot } from './run/snapshot.js';
export type { Fed, FedArguments, Fetched } from './run/types.js';
