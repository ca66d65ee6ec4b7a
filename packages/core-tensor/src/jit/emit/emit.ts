/** Lowers a program to an ONNX model: one node after the other, each by its kernel. */

import { DiopterError } from '../../errors/index.js';
import type { OnnxModel, OnnxNode, OnnxTensor, OnnxValueInfo } from '../../onnx/model.js';
import { primitiveKernels } from '../kernels/registry.js';
import type { Program, ValueId } from '../program/program.js';
import { OnnxBuilder } from './builder.js';
import { denseAt, Lowering, type Target } from './lowering.js';

/** The standard operator set that programs are written in. */
export const opset = 20;

/** How a program is written: names of inputs and outputs, and what the machine that runs it can do. */
export interface EmitOptions extends Target {
  readonly inputs?: readonly string[];
  readonly outputs?: readonly string[];
}

/** The ONNX model of a program. Its inputs and outputs are in the program's order, named by the caller or `in0`, `out0`, … */
export function emit(program: Program, options: EmitOptions = {}): OnnxModel {
  const builder = new OnnxBuilder();
  const lowering = new Lowering(program, builder, options);
  const inputs = program.inputs.map((id, i) => valueInfo(program, id, options.inputs?.[i] ?? `in${i}`));
  program.inputs.forEach((id, i) => {
    lowering.place(id, denseAt(inputs[i]!.name, program.values[id]!.shape));
  });
  for (const node of program.nodes) {
    const kernel = primitiveKernels.get(node.kernel);
    if (kernel === undefined) {
      throw new DiopterError('unsupported-kernel', {
        what: `no lowering for the kernel ${node.kernel}`,
        where: 'emit',
      });
    }
    kernel.lower(lowering, node).forEach((stored, i) => {
      lowering.place(node.outputs[i]!, stored);
    });
  }
  const outputs = program.outputs.map((id, i) => {
    const name = options.outputs?.[i] ?? `out${i}`;
    return { ...valueInfo(program, id, name), made: lowering.dense(id) };
  });
  const nodes = liveNodes(withOutputs(builder, outputs), outputs);
  return {
    irVersion: 9,
    opsets: opsetsOf(nodes),
    producer: 'diopter',
    graph: {
      name: 'program',
      nodes,
      initializers: usedInitializers(builder, nodes),
      inputs,
      outputs: outputs.map(({ made: _, ...info }) => info),
    },
  };
}

function valueInfo({ values }: Program, id: ValueId, name: string): OnnxValueInfo {
  const { shape, dtype } = values[id]!;
  return { name, dataType: dtype, shape };
}

/**
 * The nodes with the program's outputs under their own names. The node that makes a value gives it the name, so that no output
 * is copied; only what is an input, a constant, or an output already needs a node of its own.
 */
function withOutputs(
  { nodes, producers }: OnnxBuilder,
  outputs: readonly { readonly name: string; readonly made: string }[],
): OnnxNode[] {
  const renamed = new Map<string, string>();
  const copies: OnnxNode[] = [];
  for (const { name, made } of outputs) {
    if (producers.has(made) && !renamed.has(made)) renamed.set(made, name);
    else copies.push({ op: 'Identity', domain: '', name, inputs: [made], outputs: [name], attributes: {} });
  }
  const rename = (name: string): string => renamed.get(name) ?? name;
  return [...nodes, ...copies].map((node) => ({
    ...node,
    inputs: node.inputs.map(rename),
    outputs: node.outputs.map(rename),
  }));
}

function liveNodes(nodes: readonly OnnxNode[], outputs: readonly OnnxValueInfo[]): OnnxNode[] {
  const needed = new Set(outputs.map(({ name }) => name));
  const live: OnnxNode[] = [];
  for (const node of [...nodes].reverse()) {
    if (!node.outputs.some((output) => needed.has(output))) continue;
    live.push(node);
    for (const input of node.inputs) needed.add(input);
  }
  return live.reverse();
}

function usedInitializers(
  { initializers }: OnnxBuilder,
  nodes: readonly OnnxNode[],
): Map<string, OnnxTensor> {
  const used = new Set(nodes.flatMap(({ inputs }) => inputs));
  return new Map([...initializers].filter(([name]) => used.has(name)));
}

/** The operator sets that the nodes use. */
function opsetsOf(nodes: readonly OnnxNode[]): Record<string, number> {
  const extra = new Set(nodes.map(({ domain }) => domain));
  return {
    '': opset,
    ...Object.fromEntries([...extra].filter((domain) => domain !== '').map((domain) => [domain, 1])),
  };
}
