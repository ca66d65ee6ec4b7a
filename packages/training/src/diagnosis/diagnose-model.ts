/** The diagnosis of a network in a file, or of a design, with pictures. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { Layout } from '@diopter/core-tensor/graph';
import { foldIn, normalValues, randomKey } from '@diopter/core-tensor/random';
import { sizeOf } from '@diopter/core-tensor/tree';
import type { Preprocessing } from '@diopter/losses';
import { diagnose, gradientCovariance } from '@diopter/models';

import { type StoredImage, toFloat } from '../images/index.js';
import { centringOf } from '../recipes/classifier/centring.js';
import { designedNetwork } from './designed-network.js';
import { fittingBatch } from './memory.js';
import type { DiagnosedNetwork } from './network.js';
import { drawnShape, pictureInputs, pictureShape } from './network-inputs.js';
import { openModel } from './open-model.js';
import { type ChosenPictures, chosenPictures } from './pictures.js';
import type { ModelDiagnosis } from './result.js';

/** What is diagnosed, and on what. */
export interface DiagnoseModelOptions {
  /** An ONNX file, the folder of a run, or the name of a comparator. */
  readonly model?: string;
  /** In place of a model: options of `train deep` by name, for the network that it would start with. */
  readonly design?: Readonly<Record<string, unknown>>;
  /** A folder of pictures, or of the data set that `dataset` names. */
  readonly data?: string;
  readonly dataset?: string;
  /** Picture files, in place of a data set. Without either, inputs are drawn: independent standard normal numbers. */
  readonly pictures?: readonly string[];
  /** Of a data set, or drawn. The path joins the first two; activity is that of all. */
  readonly examples?: number;
  /** On the path, both ends included. */
  readonly points?: number;
  /** Height and width of the pictures, where the network does not say or is to get others. */
  readonly size?: number;
  /** How the images of the file lie; by default as a file of ours says, else `'nchw'`. */
  readonly layout?: Layout;
  /** The layer whose values count as output; by default the first output, or what its softmax gets. */
  readonly output?: string;
  /** From pixels in [0, 1] to what the network takes, in place of what is known of it; by default nothing. */
  readonly preprocessing?: Preprocessing;
  /** What all randomness is derived from. */
  readonly seed?: number;
  /** Is told what goes on. */
  readonly onMessage?: (text: string) => void;
}

/** A CIFAR picture, for designs without data. */
const usual = { side: 32, channels: 3, classes: 10 } as const;

/**
 * Diagnoses a network: whether its gradients shatter on the path between two examples, and what its layers do.
 *
 * @throws DiopterError about files, pictures and options; `invalid-option` for neither or both of `model` and `design`, and for more than
 * memory has; and as `diagnose`.
 *
 * @example
 * const { diagnosis } = await diagnoseModel({ model: 'runs/deep', data: 'cifar-10-batches-bin', dataset: 'cifar10' });
 * console.log(diagnosis.verdict.words);
 */
export async function diagnoseModel(options: DiagnoseModelOptions): Promise<ModelDiagnosis> {
  const { examples = 32, points = 256, seed = 1, size, onMessage = () => {} } = options;
  const key = foldIn(randomKey(seed), 'diagnosis');
  const chosen = await chosenPictures({ ...options, examples, seed });
  const network = await networkOf(options, chosen, seed);
  const { shape } = network;
  const picture = chosen && pictureShape(shape, chosen.images[0]!, size);
  const example = shape.length === 2 && picture ? [sizeOf(picture)] : (picture ?? drawnShape(shape, size));
  const count = chosen?.images.length ?? examples;
  const batch = fittingBatch(network.graph, example, { points, examples: count });
  const { data } = picture
    ? pictureInputs(chosen.images, picture, network.preprocessing)
    : normalValues(foldIn(key, 'inputs'), [count, ...example]);
  const inputs = { shape: [count, ...example], dtype: 'float32', data } as const;
  onMessage(`${network.name}: gradients at ${points} points, ${batch} at once`);
  const diagnosis = await diagnose(network.graph, network.variables, { inputs, key, points, batch });
  return {
    network: network.name,
    output: network.graph.outputs[0]!,
    inputs: {
      drawn: chosen === undefined,
      source: chosen?.source ?? 'drawn inputs: independent standard normal numbers',
      count,
      shape: example,
      ...(chosen && { preprocessing: network.preprocessing }),
    },
    points,
    seed,
    covariance: gradientCovariance(diagnosis.gradients),
    diagnosis,
  };
}

async function networkOf(
  { model, design, size, layout, output, preprocessing }: DiagnoseModelOptions,
  chosen: ChosenPictures | undefined,
  seed: number,
): Promise<DiagnosedNetwork> {
  if ((model === undefined) === (design === undefined)) {
    throw new DiopterError('invalid-option', {
      what: model === undefined ? 'there is no network' : 'a network in a file has its layers already',
      where: 'diagnose',
      help: 'name a file or a folder, or describe a network by --depth and the other options of train deep',
    });
  }
  if (model !== undefined) {
    return openModel(model, {
      ...(layout !== undefined && { layout }),
      ...(size !== undefined && { size }),
      ...(output !== undefined && { output }),
      ...(preprocessing !== undefined && { preprocessing }),
    });
  }
  const [first] = chosen?.images ?? [];
  const channels = first?.channels ?? usual.channels;
  return designedNetwork({
    design: design!,
    imageShape: [size ?? first?.height ?? usual.side, size ?? first?.width ?? usual.side, channels],
    classes: chosen?.classes || usual.classes,
    seed,
    preprocessing: preprocessing ?? (chosen ? await centring(chosen.images, channels) : {}),
  });
}

/** What centres these pictures, as `train deep` centres all that it trains on. */
function centring(images: readonly StoredImage[], channels: number): Promise<Preprocessing> {
  return centringOf(
    { name: 'pictures', length: images.length, get: async (i) => ({ image: toFloat(images[i]!) }) },
    channels,
  );
}
