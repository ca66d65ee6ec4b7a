/** The graph that grows while a file is read, and the values of the file that are known so far. */

import type { HostTensor } from '../../tree/index.js';
import type { Node } from '../graph.js';
import { constant } from '../layers/constant.js';
import type { Layer } from '../layers/kinds.js';
import { definitionOf } from '../layers/registry.js';
import { transpose } from '../layers/transpose.js';
import { inverse, permuted } from '../layout.js';
import { atNode } from '../problem.js';
import type { Shape } from '../shape.js';
import { UniqueNames } from '../unique-names.js';
import { tensorOf } from './file-tensors.js';
import type { HostArray } from './host-array.js';
import type { EmitOptions } from './operator-call.js';
import { sameAxes, usualAxes, type View } from './view.js';

type Group = Record<string, Readonly<Record<string, HostTensor<'float32'>>>>;

export class GraphReader {
  readonly inputs: Record<string, Shape> = {};
  readonly nodes: Record<string, Node> = {};
  readonly parameters: Group = {};
  readonly statistics: Group = {};
  /** Values of the file by name. */
  readonly values = new Map<string, View | HostArray>();
  /** Names of the file's values, which the nodes that stand for them have; other nodes keep away from them. */
  readonly #names: UniqueNames;
  readonly #turned = new Map<string, View>();

  constructor(names: Iterable<string>) {
    this.#names = new UniqueNames(names);
  }

  /** Adds an input of the graph. */
  input(name: string, view: View): void {
    this.inputs[name] = view.shape;
    this.values.set(name, view);
  }

  /** Adds a node for the file's value `name`, or one that helps to compute it. */
  emit(name: string, layer: Layer, inputs: readonly View[], options: EmitOptions = {}): View {
    const { suffix, parameters = {}, statistics = {} } = options;
    const node = suffix === undefined ? name : this.#names.take(`${name}/${suffix}`);
    const definition = definitionOf(layer);
    const shapes = inputs.map(({ shape }) => shape);
    const shape = atNode(node, layer.kind, () => definition.infer(layer, shapes));
    this.nodes[node] = { layer, inputs: inputs.map((input) => input.node) };
    if (definition.parameters !== undefined) this.parameters[node] = present(parameters);
    if (definition.statistics !== undefined) this.statistics[node] = present(statistics);
    return { node, shape, axes: options.axes ?? usualAxes(shape.length) };
  }

  /** A node that holds a constant of the file, as a parameter. */
  constant(name: string, array: HostArray, suffix?: string): View {
    const permutation = inverse(usualAxes(array.shape.length));
    const value = tensorOf(array, { permutation });
    const options = suffix === undefined ? {} : { suffix };
    return this.emit(name, constant({ shape: value.shape }), [], { ...options, parameters: { value } });
  }

  /** A value with its axes where they are asked for: itself, or a transposition of it, which is made once. */
  turned(view: View, axes: readonly number[], name = `${view.node}/transposed`): View {
    if (sameAxes(view.axes, axes)) return view;
    const key = `${view.node} ${axes}`;
    const known = this.#turned.get(key);
    if (known !== undefined) return known;
    const permutation = permuted(view.axes, inverse(axes));
    const turned = this.emit(this.#names.take(name), transpose({ permutation }), [view], { axes });
    this.#turned.set(key, turned);
    return turned;
  }

  /** Gives a node another name, so that its own is free for one that lies otherwise. */
  renamed(view: View): View {
    const node = this.#names.take(`${view.node}/untransposed`);
    for (const group of [this.nodes, this.parameters, this.statistics] as Record<string, unknown>[]) {
      if (!(view.node in group)) continue;
      group[node] = group[view.node];
      delete group[view.node];
    }
    for (const [name, { layer, inputs }] of Object.entries(this.nodes)) {
      this.nodes[name] = { layer, inputs: inputs.map((input) => (input === view.node ? node : input)) };
    }
    for (const [name, value] of this.values) {
      if (!('data' in value) && value.node === view.node) this.values.set(name, { ...value, node });
    }
    return { ...view, node };
  }
}

function present(
  variables: Readonly<Record<string, HostTensor<'float32'> | undefined>>,
): Record<string, HostTensor<'float32'>> {
  return Object.fromEntries(
    Object.entries(variables).filter(
      (entry): entry is [string, HostTensor<'float32'>] => entry[1] !== undefined,
    ),
  );
}
