/** Which dense layers read or write images whose values lie otherwise in Caffe and PyTorch. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { type Graph, type Layer, type Shape, summary } from '@diopter/core-tensor/graph';

/** The image, `[height, width, channels]`, that a dense layer's inputs or outputs are in the order NHWC. */
export interface DenseOrder {
  readonly input?: readonly number[];
  readonly output?: readonly number[];
}

/** Layers that leave every value where it is. */
const keepsPlace = new Set<Layer['kind']>(['activation', 'dropout', 'identity']);
/** Layers whose output is in no image's order. */
const mixes = new Set<Layer['kind']>(['dense', 'reduce']);

/** By node. There, flattening reads channel by channel; a `flatten` of order `'nchw'` does so here and is not listed. */
export function denseOrders(graph: Graph): ReadonlyMap<string, DenseOrder> {
  const shapes = new Map<string, Shape>(Object.entries(graph.inputs));
  for (const { name, shape } of summary(graph).rows) shapes.set(name, shape);
  const dense = Object.entries(graph.nodes).filter(([, { layer }]) => layer.kind === 'dense');
  const orders = new Map<string, { input?: readonly number[]; output?: readonly number[] }>(
    dense.map(([name, { inputs }]) => {
      const input = imageBefore(graph, inputs[0]!, shapes);
      return [name, input === undefined ? {} : { input }];
    }),
  );
  for (const [name, { layer, inputs }] of Object.entries(graph.nodes)) {
    if (layer.kind !== 'reshape' || layer.order !== 'nhwc') continue;
    const writer = orders.get(throughPlain(graph, inputs[0]!));
    const output = imageOf(shapes.get(name)!);
    if (writer !== undefined && output !== undefined) writer.output = output;
  }
  return orders;
}

/** The image that was flattened into this value, if it was one and in our order. */
function imageBefore(
  graph: Graph,
  name: string,
  shapes: ReadonlyMap<string, Shape>,
): readonly number[] | undefined {
  const source = throughPlain(graph, name);
  const node = graph.nodes[source];
  if (node === undefined || mixes.has(node.layer.kind) || shapes.get(source)!.length === 4) return undefined;
  const { layer, inputs } = node;
  if (layer.kind === 'flatten' || layer.kind === 'reshape') {
    return layer.order === 'nhwc' ? imageOf(shapes.get(inputs[0]!)!) : undefined;
  }
  if (inputs.every((input) => imageBefore(graph, input, shapes) === undefined)) return undefined;
  throw new DiopterError('invalid-graph', {
    what: `it lies between the flattening of an image and a dense layer, whose weights can then not be reordered`,
    where: `node ${source} (${layer.kind})`,
    help: "flatten with order 'nchw', as the weights do",
  });
}

/** The value from which one was made by layers that leave every number in its place. */
function throughPlain(graph: Graph, name: string): string {
  let source = name;
  for (;;) {
    const node = graph.nodes[source];
    if (node === undefined || !keepsPlace.has(node.layer.kind)) return source;
    source = node.inputs[0]!;
  }
}

/** Height, width and channels, where their order makes a difference. */
function imageOf(shape: Shape): readonly number[] | undefined {
  const [, ...image] = shape;
  const [height, width, channels] = image;
  const differs = image.length === 3 && !(height === 1 && width === 1) && channels !== 1;
  return differs ? (image as number[]) : undefined;
}
