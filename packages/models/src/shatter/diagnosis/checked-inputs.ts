/** What a diagnosis is made of, checked and in host memory. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { Graph, Shape, Variables, VariableTensor } from '@diopter/core-tensor/graph';
import { type HostTensor, isHostTensor } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';

/** Inputs by name. */
export type HostInputs = Readonly<Record<string, HostTensor<'float32'>>>;

/** A tensor in host memory, of its own. */
async function toHost(x: tf.Tensor | HostTensor, where: string): Promise<HostTensor<'float32'>> {
  if (x.dtype !== 'float32') {
    throw new DiopterError('dtype-mismatch', { what: `float32 is needed, not ${x.dtype}`, where });
  }
  const data = (isHostTensor(x) ? x.data : await x.data()) as Float32Array;
  return { shape: [...x.shape], dtype: 'float32', data };
}

/**
 * The examples of every input of a graph, by name.
 *
 * @throws DiopterError `invalid-argument` for a missing input, fewer than two examples or numbers that are not finite, `shape-mismatch`
 * for a shape that the graph does not take.
 */
export async function checkedInputs(
  graph: Graph,
  given: tf.Tensor | HostTensor | Readonly<Record<string, tf.Tensor | HostTensor>>,
): Promise<HostInputs> {
  const names = Object.keys(graph.inputs);
  const single = given instanceof tf.Tensor || isHostTensor(given);
  const byName = (single ? { [names[0]!]: given } : given) as Readonly<Record<string, tf.Tensor>>;
  const missing = names.find((name) => byName[name] === undefined);
  if (missing !== undefined) {
    throw new DiopterError('invalid-argument', {
      what: `the graph's input ${missing} is missing`,
      where: 'diagnose, option inputs',
      help: `pass a tensor for each of ${names.join(', ')} by name`,
    });
  }
  const entries = names.map(async (name) => {
    const where = `diagnose, option inputs, ${name}`;
    const tensor = await toHost(byName[name]!, where);
    checkShape(tensor.shape, graph.inputs[name]!, where);
    checkFinite(tensor, where);
    return [name, tensor] as const;
  });
  const inputs = Object.fromEntries(await Promise.all(entries));
  const counts = new Set(Object.values(inputs).map(({ shape }) => shape[0]));
  if (counts.size === 1) return inputs;
  throw new DiopterError('shape-mismatch', {
    what: `the inputs have ${[...counts].join(' and ')} examples`,
    where: 'diagnose, option inputs',
  });
}

function checkShape(shape: readonly number[], expected: Shape, where: string): void {
  const fits =
    shape.length === expected.length &&
    shape.every((size, axis) => axis === 0 || expected[axis] === null || size === expected[axis]);
  if (!fits) {
    const wanted = expected.map((size, axis) => (axis === 0 || size === null ? 'any' : size));
    throw new DiopterError('shape-mismatch', {
      what: `[${shape.join(', ')}] instead of [${wanted.join(', ')}]`,
      where,
    });
  }
  if (shape[0]! >= 2) return;
  throw new DiopterError('invalid-argument', {
    what: 'there is no path with fewer than two examples',
    where,
    help: 'pass two or more, one after the other along the first axis; the path joins the first two',
  });
}

/**
 * The variables of a graph in host memory.
 *
 * @throws DiopterError `invalid-argument` for weights that are not finite, naming the first.
 */
export async function checkedVariables(
  variables: Variables<Graph, VariableTensor>,
): Promise<Variables<Graph, HostTensor>> {
  const group = async (name: 'parameters' | 'statistics') => {
    const nodes = Object.entries(variables[name]).map(async ([node, tensors]) => {
      const own = Object.entries(tensors).map(async ([variable, tensor]) => {
        const where = `diagnose, ${name}.${node}.${variable}`;
        const host = await toHost(tensor, where);
        checkFinite(host, where);
        return [variable, host] as const;
      });
      return [node, Object.fromEntries(await Promise.all(own))] as const;
    });
    return Object.fromEntries(await Promise.all(nodes));
  };
  return { parameters: await group('parameters'), statistics: await group('statistics') };
}

/** @throws DiopterError `invalid-argument` for a number that is not finite. */
export function checkFinite({ data }: HostTensor, where: string): void {
  const wrong = data.findIndex((value) => !Number.isFinite(value));
  if (wrong === -1) return;
  throw new DiopterError('invalid-argument', {
    what: `element ${wrong} is ${data[wrong]}`,
    where,
    help: 'a run that diverged leaves such numbers: take an earlier checkpoint',
  });
}
