/** `readCaffe`: a prototxt and its caffemodel as a graph with weights. */

import type { Graph, Variables } from '@diopter/core-tensor/graph';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { placeTensors } from '../place-tensors.js';
import type { ImagePreprocessing } from '../preprocessing.js';
import { GraphBuilder } from './graph-builder.js';
import { type CaffeNet, parseNet } from './net.js';
import { readCaffemodel } from './read-caffemodel.js';
import type { NetState } from './state-rules.js';

/** The two files of a Caffe network, and which of its layers to read. */
export interface CaffeFiles extends Partial<NetState> {
  /** The text that describes the network, best of the "deploy" kind, which states the size of its input. */
  readonly prototxt: string;
  /** The bytes of its weights. */
  readonly caffemodel: Uint8Array;
}

/** What {@link readCaffe} returns. */
export interface CaffeNetwork extends Variables<Graph, HostTensor> {
  /** The name that the prototxt gives the network. */
  readonly name: string;
  /** Nodes bear the names of Caffe's layers, inputs those of its blobs. Outputs are the blobs that no layer reads. */
  readonly graph: Graph;
  /**
   * The node that holds each blob when all layers have run. A blob that a ReLU wrote over is the ReLU's node:
   * `blobs.fc6` of CaffeNet is `drop6`, whose values are those of `relu6`, and the node `fc6` is what the ReLU reads.
   */
  readonly blobs: Readonly<Record<string, string>>;
  /** What the network expects of colour images, if its first input is one. */
  readonly preprocessing: ImagePreprocessing | undefined;
}

/**
 * Reads a Caffe network, of either generation of its format. Images are NHWC and filters HWIO as everywhere here; weights
 * of fully connected layers are reordered to match. Losses, accuracies and layers that bring data are left out, as are
 * layers of another phase. Blobs that are not stored are errors; stored ones that no layer takes are not (as in Caffe).
 *
 * @throws DiopterError `invalid-data` for files that are damaged or do not describe a network, `unsupported-operator` for a
 * layer that has no counterpart here, `checkpoint-mismatch` for weights that are missing or have other shapes; each names
 * the layer.
 *
 * @example
 * const { graph, parameters, statistics, blobs } = readCaffe({ prototxt, caffemodel });
 * const { taps } = apply(graph, { parameters, statistics }, images, { taps: [blobs.fc6] });
 */
export function readCaffe({
  prototxt,
  caffemodel,
  phase = 'TEST',
  level = 0,
  stages = [],
}: CaffeFiles): CaffeNetwork {
  const net = parseNet(prototxt, { phase, level, stages });
  const builder = new GraphBuilder(net.inputs, readCaffemodel(caffemodel));
  for (const layer of net.layers) builder.add(layer);
  const { graph, tensors, blobs } = builder.result();
  const variables = placeTensors(graph, tensors, { where: 'caffemodel', unexpected: 'ignore' });
  return { name: net.name, graph, ...variables, blobs, preprocessing: preprocessingOf(net, graph) };
}

/** Blue, green and red of ImageNet's training images: what Caffe's published networks take off. */
const meanOfImageNet = [104, 117, 123];

/** Caffe reads images with OpenCV: blue first, from 0 to 255. */
function preprocessingOf({ transform }: CaffeNet, graph: Graph): ImagePreprocessing | undefined {
  const [shape = []] = Object.values(graph.inputs);
  if (shape.length !== 4 || shape[3] !== 3) return undefined;
  const means = transform?.numbers('mean_value') ?? [];
  const scale = transform?.number('scale', 1) ?? 1;
  return {
    channels: 'bgr',
    scale: 255,
    mean: means.length > 0 ? means : meanOfImageNet,
    ...(scale !== 1 && { deviation: 1 / scale }),
  };
}
