/** Weights that lie as in Caffe and PyTorch, put where a graph of ours expects them. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { type Graph, type Variables, variableSpecs } from '@diopter/core-tensor/graph';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { denseOrders } from './dense-order.js';
import { storedParts } from './tensor-layouts.js';

/** Tensors by name: `features.0.weight`. Numbers, such as PyTorch's counters of batches, are passed over. */
export type NamedTensors = ReadonlyMap<string, HostTensor | number>;

/** Options of {@link placeTensors}. */
export interface PlaceOptions {
  /** The module whose tensors each node takes, by node; the node's own name where it is not listed. */
  readonly names?: Readonly<Record<string, string>>;
  /** What to do about tensors that no node takes. */
  readonly unexpected?: 'refuse' | 'ignore';
  /** For errors. */
  readonly where: string;
}

/** What does not fit, all of it, so that a wrong network is recognized at one glance. */
interface Faults {
  readonly missing: string[];
  readonly misshapen: string[];
  unexpected: readonly string[];
}

/** Whether a tensor makes no difference where nobody takes it: PyTorch's counters, and zeros, such as biases that were never learnt. */
function isIdle(name: string, tensor: HostTensor | number): boolean {
  if (name.endsWith('.num_batches_tracked') || typeof tensor === 'number') return true;
  return tensor.data.every((value) => value === 0);
}

/**
 * The variables of a graph from stored tensors, with filters, kernels and flattened images in our order.
 *
 * @throws DiopterError `checkpoint-mismatch` listing the tensors that are missing, unexpected or of another shape.
 */
export function placeTensors<G extends Graph>(
  graph: G,
  tensors: NamedTensors,
  { names = {}, unexpected = 'refuse', where }: PlaceOptions,
): Variables<G, HostTensor> {
  const specs = variableSpecs(graph);
  const orders = denseOrders(graph);
  const faults: Faults = { missing: [], misshapen: [], unexpected: [] };
  const left = new Set(tensors.keys());
  const place = (group: 'parameters' | 'statistics') =>
    Object.fromEntries(
      Object.entries(specs[group]).map(([node, variables]) => {
        const placed = Object.entries(variables).flatMap(([variable, { shape }]) => {
          const stored = storedParts[graph.nodes[node]!.layer.kind]![variable]!;
          const name = `${names[node] ?? node}.${stored.part}`;
          left.delete(name);
          const order = orders.get(node) ?? {};
          const tensor = found(tensors, name, stored.shape(shape, order), faults);
          if (tensor === undefined) return [];
          return [[variable, { dtype: 'float32', shape, data: stored.arrange(tensor, order) }] as const];
        });
        return [node, Object.fromEntries(placed)];
      }),
    );
  const variables = { parameters: place('parameters'), statistics: place('statistics') };
  if (unexpected === 'refuse')
    faults.unexpected = [...left].filter((name) => !isIdle(name, tensors.get(name)!));
  refuseFaults(faults, where);
  return variables as Variables<G, HostTensor>;
}

function found(
  tensors: NamedTensors,
  name: string,
  shape: readonly number[],
  { missing, misshapen }: Faults,
): HostTensor<'float32'> | undefined {
  const tensor = tensors.get(name);
  if (tensor === undefined || typeof tensor === 'number') {
    missing.push(name);
  } else if (tensor.dtype !== 'float32' || !isSame(tensor.shape, shape)) {
    misshapen.push(
      `${name} is ${tensor.dtype} [${tensor.shape.join(', ')}] instead of [${shape.join(', ')}]`,
    );
  } else {
    return { dtype: 'float32', shape, data: tensor.data as Float32Array };
  }
  return undefined;
}

/** Old files of Caffe give everything four axes: `[1, 1, 1, units]` for a bias. */
function isSame(stored: readonly number[], wanted: readonly number[]): boolean {
  const surplus = Math.max(stored.length - wanted.length, 0);
  return stored.slice(0, surplus).every((size) => size === 1) && `${stored.slice(surplus)}` === `${wanted}`;
}

const mostNamed = 8;

function refuseFaults(faults: Faults, where: string): void {
  const listed = (title: string, items: readonly string[]) => {
    const more = items.length > mostNamed ? ` and ${items.length - mostNamed} more` : '';
    return items.length === 0 ? [] : [`${title}: ${items.slice(0, mostNamed).join(', ')}${more}`];
  };
  const what = [
    ...listed('missing', faults.missing),
    ...listed('of another shape', faults.misshapen),
    ...listed('unexpected', faults.unexpected),
  ];
  if (what.length === 0) return;
  throw new DiopterError('checkpoint-mismatch', {
    what: `the weights are not those of this network; ${what.join('; ')}`,
    where,
    help: 'check that the file and the architecture belong together, and the table of names',
  });
}
