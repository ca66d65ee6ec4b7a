/** A trained network as the bytes of an ONNX file. */

import { type Graph, type ToOnnxOptions, toOnnx } from '@diopter/core-tensor/graph';
import { writeOnnx } from '@diopter/core-tensor/onnx';
import type { HostTensor, Tree } from '@diopter/core-tensor/tree';

/** What a learner keeps of networks: parameters by node, of one network or of several whose nodes differ in name. */
export type TrainedParameters = Readonly<Record<string, Tree<HostTensor>>>;

/** How {@link networkFile} writes. */
export interface NetworkFileOptions extends ToOnnxOptions {
  /** Running values by node, where layers have them. */
  readonly statistics?: Readonly<Record<string, Record<string, HostTensor>>>;
}

/** The network with its own among the parameters. */
export function networkFile(
  network: Graph,
  parameters: TrainedParameters,
  { statistics = {}, ...options }: NetworkFileOptions = {},
): Uint8Array {
  const own = Object.keys(network.nodes).map((name) => [name, parameters[name] ?? {}] as const);
  const variables = {
    parameters: Object.fromEntries(own) as Record<string, Record<string, HostTensor>>,
    statistics,
  };
  return writeOnnx(toOnnx(network, variables, options));
}
