/** The comparison of DeePSiM's paper as one experiment: the same autoencoder under several losses and seeds, judged in every way. */

import { join } from 'node:path';
import { randomKey } from '@diopter/core-tensor/random';
import { encodeDataset, openCodec } from '../../codec/index.js';
import { compareRuns, writeComparison } from '../../compare/index.js';
import { openDataset } from '../../data/index.js';
import { probeSvm, scaleLayers } from '../../probe/index.js';
import { type TrainingEvent, trainAutoencoder } from '../../recipes/index.js';
import { directions, type Judgement, type LossName, type ProtocolResult, summarised } from './result.js';
import { writeProtocol } from './write-protocol.js';

/** What is trained, on what, and judged by what. */
export interface ProtocolOptions {
  /** A folder of photographs, or of the data set that `dataset` names: what the autoencoders learn from. */
  readonly data: string;
  readonly dataset?: string;
  /** A folder of CIFAR-10 in its binary version: what a linear classifier is shown the codes of. */
  readonly probeData: string;
  /** The network that measures the error of features: another one than DeePSiM is trained with. */
  readonly judge: string;
  /** The folder of all runs and of the result. */
  readonly out: string;
  readonly seeds?: readonly number[];
  readonly losses?: readonly LossName[];
  /** Options of every run of the autoencoder, such as `steps`, and its `preset`. */
  readonly training?: Readonly<Record<string, unknown>>;
  readonly threads?: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: TrainingEvent) => void;
}

/** CIFAR-10 as the protocol divides it: the first pictures to learn from, those after them to judge by. */
const probe = { train: 3000, test: 1000, side: 64 } as const;

/**
 * Trains every loss with every seed, compares the runs of each seed on the pictures that none of them has seen, and fits a linear
 * classifier to the codes of CIFAR-10. Runs that are there already are resumed or, if they are complete, only judged.
 *
 * @throws DiopterError as `trainAutoencoder`, `compareRuns` and `probeSvm`.
 * @returns `undefined` if the signal stopped it: call it again to go on.
 *
 * @example
 * const result = await deepsimProtocol({ data: 'photographs', probeData: 'cifar-10', judge: 'squeezenet.onnx', out: 'runs/protocol' });
 */
export async function deepsimProtocol({
  data,
  dataset = 'folder',
  probeData,
  judge,
  out,
  seeds = [1, 2, 3],
  losses = ['l2', 'deepsim'],
  training = {},
  ...watching
}: ProtocolOptions): Promise<ProtocolResult | undefined> {
  const say = (text: string) => watching.onEvent?.({ kind: 'message', text });
  const runOf = (loss: LossName, seed: number) => join(out, `${loss}-seed-${seed}`);
  for (const seed of seeds) {
    for (const loss of losses) {
      say(`training ${loss}, seed ${seed}`);
      const place = { data, dataset, out: runOf(loss, seed), existing: 'resume' as const, ...watching };
      const { interrupted } = await trainAutoencoder({ ...training, ...place, loss, seed });
      if (interrupted) return undefined;
    }
  }

  const judgements: Judgement[] = [];
  for (const seed of seeds) {
    const runs = losses.map((loss) => runOf(loss, seed));
    const compared = await compareRuns({ runs, data, dataset, comparator: judge, onMessage: say });
    await writeComparison(join(out, `compare-seed-${seed}`), compared);
    for (const [
      i,
      { pixelError, featureError, sharpness, ssim, psnr, perceptual, grid },
    ] of compared.comparison.models.entries()) {
      const svm = await probeCodes(runs[i]!, probeData);
      say(`${losses[i]}, seed ${seed}: ${(100 * svm).toFixed(1)} % of CIFAR-10 by a linear SVM on the code`);
      const numbers = { pixelError, featureError, sharpness, ssim, psnr, perceptual, grid, svm };
      judgements.push({ loss: losses[i]!, seed, ...numbers });
    }
  }
  const summary = summarised(judgements, losses);
  const result = { judge, judgements, summary, directions: directions(judgements) };
  await writeProtocol(out, result);
  return result;
}

/** The share of CIFAR-10's test pictures that a linear classifier gets right by the codes of a run. */
async function probeCodes(run: string, probeData: string): Promise<number> {
  const cifar = await openDataset('cifar10', probeData, { split: 'train' });
  const codec = await openCodec(run);
  try {
    const { side, train, test } = probe;
    const { codes, labels } = await encodeDataset(codec, cifar, { side, count: train + test });
    const numbers = (from: number, to: number) => Int32Array.from({ length: to - from }, (_, i) => from + i);
    const split = { train: numbers(0, train), test: numbers(train, labels.length) };
    const { mean } = probeSvm({
      features: scaleLayers(codes, [codes.shape[1]!]),
      labels,
      folds: [split],
      key: randomKey(1),
    });
    return mean;
  } finally {
    await codec.release();
  }
}
