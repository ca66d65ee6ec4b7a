/**
 * Lets max pooling pad by itself where the lowest of all numbers was put around its image first, and its gradient leave the padding out.
 *
 * The padded image is then never made, and an image in blocks of channels stays there.
 */

import { type Paddings, paddingsOf } from '../kernels/pad.js';
import { poolingGeometry } from '../kernels/pooling-geometry.js';
import type { Attributes, ProgramNode, ValueId } from '../program/program.js';
import { mapNodes, type Pass, producersOf } from './rewrite.js';

/** Of float32: no maximum is below it. */
const lowest = -((2 - 2 ** -23) * 2 ** 127);

export const foldPadding: Pass = (program) => {
  const producers = producersOf(program);
  /** The node that pads what a pooling with these attributes takes, if the pooling can do so itself. */
  const paddingOf = (pooled: ValueId, attributes: Attributes): ProgramNode | undefined => {
    const node = producers.get(pooled);
    if (node?.kernel !== 'PadV2' || attributes.pad !== 'valid') return undefined;
    if (Number(node.attributes.constantValue) > lowest) return undefined;
    const { window } = poolingGeometry(program.values[pooled]!.shape, attributes);
    return fits(paddingsOf(node.attributes.paddings), window) ? node : undefined;
  };
  return mapNodes(program, (node) => {
    if (node.kernel === 'MaxPool') {
      const padding = paddingOf(node.inputs[0]!, node.attributes);
      return padding === undefined ? node : withPadding(node, [padding.inputs[0]!], padding);
    }
    const gradient = node.kernel === 'Slice' ? producers.get(node.inputs[0]!) : undefined;
    if (gradient?.kernel !== 'MaxPoolGrad') return node;
    const [dy, pooled, y] = gradient.inputs as [ValueId, ValueId, ValueId];
    const padding = paddingOf(pooled, gradient.attributes);
    if (padding === undefined) return node;
    const [image] = padding.inputs as [ValueId];
    const before = paddingsOf(padding.attributes.paddings).map(([before]) => before);
    const { shape } = program.values[node.outputs[0]!]!;
    const isImage =
      String(node.attributes.begin) === String(before) &&
      String(shape) === String(program.values[image]!.shape);
    if (!isImage) return node;
    return { ...withPadding(gradient, [dy, image, y], padding), outputs: node.outputs };
  });
};

/** Only height and width are padded, and no window lies in the padding altogether. */
function fits(paddings: Paddings, [height, width]: readonly [number, number]): boolean {
  const mosts = [0, height - 1, width - 1, 0];
  return paddings.length === 4 && paddings.every((sides, axis) => Math.max(...sides) <= mosts[axis]!);
}

function withPadding(node: ProgramNode, inputs: readonly ValueId[], padding: ProgramNode): ProgramNode {
  return { ...node, inputs, attributes: { ...node.attributes, pad: padding.attributes.paddings } };
}
