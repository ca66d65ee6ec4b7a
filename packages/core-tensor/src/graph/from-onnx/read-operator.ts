/** Reading of one operator: computed if it is about constants, else turned into nodes. */

import type { OnnxNode } from '../../onnx/index.js';
import type { FileOperator } from './file-operator.js';
import { folds } from './fold/index.js';
import type { GraphReader } from './graph-reader.js';
import { type HostArray, int64Array } from './host-array.js';
import { readers } from './readers.js';
import { fileShape, type View } from './view.js';

/** The operators that are known, in alphabetical order. Not every attribute of each is supported. */
export const knownOperators: readonly string[] = [
  ...new Set([...Object.keys(readers), ...Object.keys(folds), 'Shape', 'Size']),
].sort();

/** Reads one operator: computes it if it is about constants, else adds nodes. */
export function readOperator(node: OnnxNode, graph: GraphReader, call: FileOperator): void {
  if (node.domain !== '' && node.domain !== 'ai.onnx') {
    throw call.refuse(`its domain ${node.domain} is not known here`);
  }
  const folded = computed(node, graph, call);
  if (folded !== undefined) {
    graph.values.set(node.outputs[0]!, folded);
    return;
  }
  const reader = Object.hasOwn(readers, node.op) ? readers[node.op] : undefined;
  if (reader === undefined) {
    throw call.refuse(
      Object.hasOwn(folds, node.op) ? 'it is only known for constants' : 'it is not known here',
      'see knownOperators',
    );
  }
  const views = [reader(call)].flat() as View[];
  views.forEach((view, i) => {
    const name = node.outputs[i] ?? '';
    if (name !== '') graph.values.set(name, view);
  });
}

function computed(node: OnnxNode, graph: GraphReader, call: FileOperator): HostArray | undefined {
  if (node.op === 'Shape' || node.op === 'Size') {
    return aboutShape(node.op, call, graph.values.get(node.inputs[0]!));
  }
  const fold = Object.hasOwn(folds, node.op) ? folds[node.op] : undefined;
  if (fold === undefined) return undefined;
  const inputs: (HostArray | undefined)[] = [];
  for (const name of node.inputs) {
    const value = name === '' ? undefined : graph.values.get(name);
    if (name !== '' && (value === undefined || !('data' in value))) return undefined;
    inputs.push(value as HostArray | undefined);
  }
  return fold({ inputs, attributes: call.attributes });
}

/** Sizes as numbers; those that are not known are NaN. */
function aboutShape(
  op: 'Shape' | 'Size',
  call: FileOperator,
  value: View | HostArray | undefined,
): HostArray | undefined {
  if (value === undefined) return undefined;
  const shape = 'data' in value ? value.shape : fileShape(value);
  const sizes = shape.map((size) => size ?? Number.NaN);
  if (op === 'Size') return int64Array([sizes.reduce((a, b) => a * b, 1)], []);
  const { attributes } = call;
  return int64Array(sizes.slice(attributes.int('start', 0), attributes.int('end', sizes.length)));
}
