/** What networks are compared on: numbers that are drawn, or pictures. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { Graph } from '@diopter/core-tensor/graph';
import { foldIn, type Key } from '@diopter/core-tensor/random';
import { type DrawnInputsOptions, drawnInputs, type ModelInputs } from '@diopter/net2net';
import { squarePictures } from '../experiments/square-pictures.js';
import { stackImages } from '../images/index.js';

/** Which inputs. */
export interface CheckedInputsOptions extends DrawnInputsOptions {
  /** Files and folders of pictures, the first `batch` of which are taken, with pixels in [0, 1]; normal numbers if absent. */
  readonly images?: readonly string[];
  readonly onMessage?: (text: string) => void;
}

/**
 * Inputs for a graph.
 *
 * @throws DiopterError `invalid-option` for pictures where the network does not take pictures; as `drawnInputs` and `squarePictures`.
 */
export async function checkedInputs(
  graph: Graph,
  key: Key,
  { images, ...options }: CheckedInputsOptions = {},
): Promise<ModelInputs> {
  if (images === undefined) return drawnInputs(graph, foldIn(key, 'inputs'), options);
  return pictureInputs(graph, { images, ...options });
}

/** Pictures for a network whose only input they are. */
export async function pictureInputs(
  { inputs }: Graph,
  {
    images,
    batch = 2,
    size = 32,
    ...options
  }: Omit<CheckedInputsOptions, 'images'> & { readonly images: readonly string[] },
): Promise<ModelInputs> {
  const [[name = '', shape = []] = [], ...others] = Object.entries(inputs);
  const [count, height, width, channels] = shape;
  const isSquare = height === null || width === null || height === width;
  const isColour = channels === 3 || channels === 1;
  if (others.length > 0 || shape.length !== 4 || !isSquare || !isColour) {
    throw new DiopterError('invalid-option', {
      what: `the network takes [${shape.map((size) => size ?? '?').join(', ')}]${others.length > 0 ? ' and more' : ''}, not square pictures`,
      where: 'option data',
    });
  }
  const pictures = await squarePictures(
    { images, count: count ?? batch, ...options },
    { kind: name, channels, size: { fixed: height ?? width ?? size } },
  );
  return { [name]: stackImages(pictures.map(({ image }) => image)) };
}

/** The first example alone, of every input that takes any number. */
export function firstExample({ inputs }: Graph, examples: ModelInputs): ModelInputs {
  const entries = Object.entries(examples).map(([name, { shape, dtype, data }]) => {
    if (inputs[name]![0] !== null) return [name, { shape, dtype, data }] as const;
    const one = data.subarray(0, data.length / shape[0]!);
    return [name, { shape: [1, ...shape.slice(1)], dtype, data: one }] as const;
  });
  return Object.fromEntries(entries);
}
