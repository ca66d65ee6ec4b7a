/** The graph that grows while the layers of a prototxt are read, and what each of Caffe's blobs is at the moment. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { type Graph, type Layer, type Node, outputShape, type Shape } from '@diopter/core-tensor/graph';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { fromCaffeOrder } from './axes.js';
import type { EmitOptions, LayerCall, LayerReader, Value } from './layer-call.js';
import { layerReaders } from './layers/index.js';
import type { CaffeInput, CaffeLayer } from './net.js';
import type { StoredLayer } from './read-caffemodel.js';

/** What is built. */
interface CaffeGraph {
  readonly graph: Graph;
  readonly tensors: ReadonlyMap<string, HostTensor>;
  /** The node of each blob's last value. */
  readonly blobs: Readonly<Record<string, string>>;
}

/** Layers that compute nothing but numbers about a training run. */
const isLoss = ({ type }: CaffeLayer) => /Loss$|^Accuracy$|^HDF5Output$/.test(type);

export class GraphBuilder {
  readonly #stored: ReadonlyMap<string, StoredLayer>;
  readonly #given: ReadonlyMap<string, CaffeInput>;
  readonly #inputs = new Map<string, Shape>();
  readonly #nodes = new Map<string, Node>();
  readonly #tensors = new Map<string, HostTensor>();
  /** The last value of each blob: layers may write over their input. */
  readonly #blobs = new Map<string, Value>();
  readonly #unread = new Set<string>();
  readonly #layerNames = new Set<string>();

  constructor(inputs: readonly CaffeInput[], stored: ReadonlyMap<string, StoredLayer>) {
    this.#given = new Map(inputs.map((input) => [input.name, input]));
    this.#stored = stored;
  }

  /** Reads a layer; losses and their like are left out. */
  add(layer: CaffeLayer): void {
    if (isLoss(layer)) return;
    const where = `layer ${layer.name} (${layer.type}, line ${layer.fields.line})`;
    const inputs = layer.bottoms.map((bottom) => this.#read(bottom, where));
    if (inputs.length === 0) throw new DiopterError('invalid-data', { what: 'it has no bottom', where });
    // Silence only reads.
    if (layer.type === 'Silence') return;
    const values = atLayer(where, () => readerOf(layer, where)(this.#call(layer, inputs, where)));
    layer.tops.forEach((top, i) => {
      this.#blobs.set(top, 'node' in values ? values : values[i]!);
      this.#unread.add(top);
    });
    this.#layerNames.add(layer.name);
  }

  /** The graph, whose outputs are the blobs that no layer reads, and the weights by the names PyTorch would give them. */
  result(): CaffeGraph {
    const final = [...this.#unread].map((blob) => this.#blobs.get(blob)!.node);
    const computed = [...this.#blobs].filter(([, { node }]) => this.#nodes.has(node));
    return {
      graph: {
        inputs: Object.fromEntries(this.#inputs),
        nodes: Object.fromEntries(this.#nodes),
        outputs: [...new Set(final)].filter((name) => this.#nodes.has(name)),
      },
      tensors: this.#tensors,
      blobs: Object.fromEntries(computed.map(([blob, { node }]) => [blob, node])),
    };
  }

  #read(blob: string, where: string): Value {
    this.#unread.delete(blob);
    const known = this.#blobs.get(blob);
    if (known !== undefined) return known;
    const sizes = sizesOf(blob, this.#given.get(blob), where);
    const value = { node: blob, shape: fromCaffeOrder([null, ...sizes]) };
    this.#inputs.set(blob, value.shape);
    this.#blobs.set(blob, value);
    return value;
  }

  #call({ name, type, tops, fields }: CaffeLayer, inputs: readonly Value[], where: string): LayerCall {
    const refuse = (what: string) => refusal(what, where);
    return {
      type,
      tops,
      fields,
      inputs,
      batch: [...this.#given.values()].find(({ dimensions }) => dimensions !== undefined)?.dimensions?.[0],
      refuse,
      blob: (index) => {
        if (this.#layerNames.has(name))
          throw refuse('a layer before it has the same name, so that its weights are not known');
        return this.#stored.get(name)?.blob(index);
      },
      emit: (layer, values, options) => this.#emit(name, layer, values, options),
    };
  }

  #emit(
    name: string,
    layer: Layer,
    inputs: readonly Value[],
    { suffix, weights = {} }: EmitOptions = {},
  ): Value {
    const shape = outputShape(
      layer,
      inputs.map((input) => input.shape),
    );
    const node = this.#freeName(suffix === undefined ? name : `${name}/${suffix}`);
    this.#nodes.set(node, { layer, inputs: inputs.map((input) => input.node) });
    for (const [part, tensor] of Object.entries(weights)) {
      if (tensor !== undefined) this.#tensors.set(`${node}.${part}`, tensor);
    }
    return { node, shape };
  }

  #freeName(name: string): string {
    let free = name;
    for (let i = 2; this.#nodes.has(free) || this.#given.has(free); i++) free = `${name}-${i}`;
    return free;
  }
}

/** The sizes of an input behind the batch. */
function sizesOf(blob: string, given: CaffeInput | undefined, where: string): readonly number[] {
  const [, ...sizes] = given?.dimensions ?? [];
  const valid = sizes.length > 0 && sizes.every((size) => Number.isInteger(size) && size > 0);
  if (given !== undefined && valid) return sizes;
  const faults = {
    unknown: `no layer before it computes its bottom "${blob}"`,
    unstated: `the shape of its bottom "${blob}" is not stated`,
    impossible: `its bottom "${blob}" cannot have the sizes ${given?.dimensions?.join(', ')}`,
  };
  const fault = given === undefined ? 'unknown' : given.dimensions === undefined ? 'unstated' : 'impossible';
  throw new DiopterError('invalid-data', {
    what: faults[fault],
    where,
    help: 'use the deploy prototxt, or add: layer { type: "Input" top: "data" input_param { shape { … } } }',
  });
}

function readerOf({ type }: CaffeLayer, where: string): LayerReader {
  if (Object.hasOwn(layerReaders, type)) return layerReaders[type]!;
  throw refusal(
    `layers of type ${type} are not known here, only ${Object.keys(layerReaders).sort().join(', ')}`,
    where,
  );
}

function refusal(what: string, where: string): DiopterError {
  const help = 'if the layers before it are all you need, cut the prototxt off here';
  return new DiopterError('unsupported-operator', { what, where, help });
}

/** Runs `read`; errors of layers that do not know where they are get the place. */
function atLayer<T>(where: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof DiopterError) || cause.where !== undefined) throw cause;
    const { code, what, help } = cause;
    throw new DiopterError(code, { what, where, ...(help !== undefined && { help }), cause });
  }
}
