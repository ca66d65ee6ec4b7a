/** The layers of a comparator that can be compared, and finding those asked for. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { fromOnnx, type Shape, summary } from '@diopter/core-tensor/graph';
import type { OnnxModel } from '@diopter/core-tensor/onnx';
import type { ComparatorDescription } from './description.js';

/** A layer as it can be named in `taps`. */
export interface ComparatorLayer {
  readonly name: string;
  /** The file's name for it. */
  readonly value: string;
  /** Of one image's features, height, width and channels; null where that depends on the image. */
  readonly shape: Shape;
}

/**
 * The layers of a model: those that its description names, else every value that its operators make. Shapes are for the images that
 * the file states.
 *
 * @throws DiopterError `unsupported-operator` for an operator without a layer here.
 */
export function comparatorLayers(
  model: OnnxModel,
  { layers }: ComparatorDescription = {},
): readonly ComparatorLayer[] {
  const { graph, values } = fromOnnx(model);
  const shapes = new Map(summary(graph).rows.map(({ name, shape }) => [name, shape]));
  const named = layers ?? Object.fromEntries(Object.keys(values).map((value) => [value, value]));
  return Object.entries(named).flatMap(([name, value]) => {
    const shape = Object.hasOwn(values, value) ? shapes.get(values[value]!.node) : undefined;
    return shape === undefined ? [] : [{ name, value, shape: shape.slice(1) }];
  });
}

/** Such as `pool5 (6x6x256)`. */
function layerText({ name, shape }: ComparatorLayer): string {
  return `${name} (${shape.map((size) => size ?? '?').join('x')})`;
}

/** More than these nobody reads in an error. */
const mostListed = 48;

/**
 * The file's names of layers.
 *
 * @throws DiopterError `invalid-data` naming those that are not there, and those that are, with their shapes.
 */
export function valuesOf(
  model: OnnxModel,
  taps: readonly string[],
  description: ComparatorDescription,
): readonly string[] {
  const { layers = {} } = description;
  const made = new Set(model.graph.nodes.flatMap(({ outputs }) => outputs));
  const named = taps.map((tap) => [tap, Object.hasOwn(layers, tap) ? layers[tap]! : tap] as const);
  const missing = named.filter(([, value]) => !made.has(value));
  if (missing.length === 0) return named.map(([, value]) => value);
  const there = comparatorLayers(model, description).map(layerText);
  const more = there.length - mostListed;
  throw new DiopterError('invalid-data', {
    what: `the comparator has no layer ${missing.map(([tap, value]) => (tap === value ? tap : `${tap} (in the file ${value})`)).join(' or ')}`,
    where: 'taps',
    help: `it has ${there.slice(0, mostListed).join(', ')}${more > 0 ? `, and ${more} more` : ''}`,
  });
}
