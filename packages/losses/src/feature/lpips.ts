/** What belongs to LPIPS as its authors published it: the scale of its images, and its learned heads. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { Preprocessing } from '../comparator/index.js';

/**
 * What LPIPS does to images before torchvision's networks (AlexNet, VGG-16, SqueezeNet): from [0, 1] to [-1, 1], then
 * `(x - [-0.030, -0.088, -0.188]) / [0.458, 0.448, 0.450]`, here in one step. It is close to ImageNet's normalisation
 * but not the same.
 *
 * @example
 * const comparator = readComparator(bytes, { preprocessing: lpipsPreprocessing, taps });
 */
export const lpipsPreprocessing: Preprocessing = {
  scale: 2,
  mean: [1 - 0.03, 1 - 0.088, 1 - 0.188],
  deviation: [0.458, 0.448, 0.45],
};

/** Which heads to take from a file, and for which layers. */
export interface ParseHeadsOptions {
  /** The key of the network in a file of several, as `v0.1/squeeze`. Left out, the file is of one network. */
  readonly network?: string;
  /** The layers the heads are for, in the order of the network: five for AlexNet and VGG-16, seven for SqueezeNet. */
  readonly taps: readonly string[];
  /** The file, for errors. */
  readonly where?: string;
}

/**
 * Reads LPIPS' heads from JSON: an object with one list of weights per layer, in order, as a checkpoint of the authors'
 * has them (`{ "lin0.model.1.weight": [...], "lin1.model.1.weight": [...] }`), or an object of several such by the
 * names of their networks.
 *
 * @returns the weights by tap, for `perceptualDistance`.
 * @throws DiopterError `invalid-data` for text that is no such JSON, a network that is not in it, another number of
 * layers than of taps, and weights that are negative or no numbers.
 *
 * @example
 * const taps = ['relu1', 'relu2', 'relu3', 'relu4', 'relu5'];
 * const heads = parseHeads(await readFile('heads.json', 'utf8'), { network: 'v0.1/alex', taps });
 */
export function parseHeads(
  text: string,
  { network, taps, where = 'parseHeads' }: ParseHeadsOptions,
): Record<string, readonly number[]> {
  const fail = (what: string, help?: string) =>
    new DiopterError('invalid-data', { what, where, ...(help !== undefined && { help }) });
  const file = parseObject(text);
  if (file === undefined) throw fail('it is no JSON object');
  const layers = network === undefined ? file : file[network];
  if (!isObject(layers)) {
    throw fail(`it has no network called ${network}`, `it has ${Object.keys(file).join(', ')}`);
  }
  const names = Object.keys(layers);
  if (names.length !== taps.length) {
    throw fail(`it has ${names.length} layers (${names.join(', ')}), not ${taps.length} as there are taps`);
  }
  const heads = names.map((name, i) => {
    const weights = layers[name];
    if (!isWeights(weights)) throw fail(`${name} is no list of finite numbers of at least 0`);
    return [taps[i]!, weights] as const;
  });
  return Object.fromEntries(heads);
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined; // reported by the caller, as any other text that is no object
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWeights(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((weight) => Number.isFinite(weight) && weight >= 0);
}
