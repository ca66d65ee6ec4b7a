/** For tests: networks with drawn weights and made-up running statistics. */

import { type Graph, variableSpecs } from '@diopter/core-tensor/graph';
import { foldIn, type Key, normalValues, uniformValues } from '@diopter/core-tensor/random';
import type { HostTensor } from '@diopter/core-tensor/tree';
import type { Model } from '../model/index.js';

/** Numbers around a mean; `sum` values are added up, so that deviations shrink with their number. */
type Draw = (key: Key, shape: readonly number[]) => HostTensor<'float32'>;

const around =
  (mean: number, deviation: number): Draw =>
  (key, shape) => {
    const drawn = normalValues(key, shape);
    return { ...drawn, data: drawn.data.map((value) => mean + deviation * value) };
  };

const summed: Draw = (key, shape) => {
  const inputs = shape.slice(0, -1).reduce((product, size) => product * size, 1);
  return around(0, 1.2 / Math.sqrt(inputs))(key, shape);
};

const draws: Readonly<Record<string, Draw>> = {
  filter: summed,
  kernel: summed,
  gamma: around(1, 0.3),
  slope: around(0.25, 0.1),
  variance: (key, shape) => uniformValues(key, shape, { minimum: 0.5, maximum: 2 }),
};

/** A graph with weights of which none is zero: biases and statistics too. */
export function madeModel(graph: Graph, key: Key): Model {
  const { parameters, statistics } = variableSpecs(graph);
  const drawn = (specs: typeof parameters): Model['parameters'] =>
    Object.fromEntries(
      Object.entries(specs).map(([node, own]) => [
        node,
        Object.fromEntries(
          Object.entries(own).map(([name, { shape }]) => [
            name,
            (draws[name] ?? around(0, 0.3))(foldIn(foldIn(key, node), name), shape),
          ]),
        ),
      ]),
    );
  return { graph, parameters: drawn(parameters), statistics: drawn(statistics) };
}
