/** Networks as `train deep` would begin with them, before there is a file. */

import { init } from '@diopter/core-tensor/graph';
import { foldIn, randomKey } from '@diopter/core-tensor/random';
import type { Preprocessing } from '@diopter/losses';
import { deepDescription, settingsOf } from '../recipes/deep/description.js';
import { uncentredNetwork } from '../recipes/deep/network.js';
import { resolveOptions } from '../recipes/frame/option-table.js';
import type { DiagnosedNetwork } from './network.js';

/** What else a design depends on. */
export interface DesignSetting {
  /** Options of `train deep` by name; those about training change nothing. */
  readonly design: Readonly<Record<string, unknown>>;
  readonly imageShape: readonly [height: number, width: number, channels: number];
  readonly classes: number;
  /** What all randomness is derived from: `train deep` starts from the same weights with the same seed. */
  readonly seed: number;
  /** What centres pixels. */
  readonly preprocessing: Preprocessing;
}

/**
 * The network with the weights that it starts with.
 *
 * @throws DiopterError `invalid-option` for options out of range, and as `deepNetwork`.
 */
export function designedNetwork({
  design,
  imageShape,
  classes,
  seed,
  preprocessing,
}: DesignSetting): DiagnosedNetwork {
  const options = settingsOf(resolveOptions(deepDescription.options, {}, design));
  const graph = uncentredNetwork({ options, imageShape, classes });
  const [input] = Object.keys(graph.inputs);
  const { depth, architecture, activation, normalisation, init: start } = options;
  return {
    name: `${depth} ${architecture} layers of ${activation}, normalisation ${normalisation}, ${start} start`,
    graph,
    variables: init(graph, foldIn(randomKey(seed), 'weights')),
    input: input!,
    shape: graph.inputs[input!]!,
    preprocessing,
  };
}
