/** Inputs and outputs of a file: where its axes meet ours. */

import { DiopterError } from '../../errors/index.js';
import type { OnnxValueInfo } from '../../onnx/index.js';
import { identity } from '../layers/identity.js';
import { transpose } from '../layers/transpose.js';
import { inverse, permuted } from '../layout.js';
import type { Dimension } from '../shape.js';
import type { Layout } from '../to-onnx/graph-writer.js';
import type { GraphReader } from './graph-reader.js';
import { inFileOrder, sameAxes, usualAxes, type View } from './view.js';

/** An input of the file as a value. */
export function inputView(
  { name, dataType, shape }: OnnxValueInfo,
  stated: readonly Dimension[] | undefined,
  layout: Layout,
): View {
  const where = `fromOnnx, input ${name}`;
  if (dataType !== 'float32') {
    throw new DiopterError('unsupported-operator', {
      where,
      what: `its type is ${dataType}; only float32 is known here`,
    });
  }
  const sizes = stated ?? shape?.map((size) => (typeof size === 'number' ? size : null));
  if (sizes === undefined) {
    throw new DiopterError('unsupported-operator', {
      where,
      what: 'the file does not say its shape',
      help: `state it: fromOnnx(model, { inputs: { ${JSON.stringify(name)}: [...] } })`,
    });
  }
  const axes = outsideAxes(sizes.length, layout);
  return { node: name, shape: permuted(sizes, inverse(axes)), axes };
}

/** Where the axes of inputs and outputs of the file are here. */
function outsideAxes(rank: number, layout: Layout): readonly number[] {
  return layout === 'nchw' ? usualAxes(rank) : inFileOrder(rank);
}

/** Makes sure that an output of the file is a node of that name, lying as it should. */
export function settleOutput(graph: GraphReader, name: string, layout: Layout): void {
  const value = graph.values.get(name);
  if (value === undefined || ('data' in value && value.dataType !== 'float32')) {
    throw new DiopterError('unsupported-operator', {
      where: `fromOnnx, output ${name}`,
      what:
        value === undefined
          ? 'no operator of the file makes it here'
          : `it is ${value.dataType}, not float32`,
    });
  }
  const view = 'data' in value ? graph.constant(name, value) : value;
  const axes = outsideAxes(view.axes.length, layout);
  const lies = sameAxes(view.axes, axes);
  if (lies && view.node === name && Object.hasOwn(graph.nodes, name)) return;
  const source = !lies && view.node === name ? graph.renamed(view) : view;
  const permutation = permuted(source.axes, inverse(axes));
  const settled = graph.emit(name, lies ? identity() : transpose({ permutation }), [source], { axes });
  graph.values.set(name, settled);
}
