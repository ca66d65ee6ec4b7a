/** The steps of a run, in whichever thread: compiles, validates, and goes through the training loop. */

import { jit } from '@diopter/core-tensor/jit';
import { foldIn, type Key, randomKey } from '@diopter/core-tensor/random';
import { type HostTensor, type MapTree, mapTree } from '@diopter/core-tensor/tree';
import { readComparator } from '@diopter/losses';
import { autoencoder } from '@diopter/models';
import { train } from '../../loop/train.js';
import type { WorkerContext } from '../../loop/worker/worker-main.js';
import type { AutoencoderEvent, AutoencoderJob, AutoencoderResult, AutoencoderServices } from './job.js';
import { autoencoderLearner, type Learned, type Parameters } from './learner.js';
import { heldOutCrops, validation } from './validation.js';

/** A training state: one tree. */
export type AutoencoderState = {
  readonly learned: MapTree<Learned, HostTensor>;
  /** What the key of each step is folded from. */
  readonly key: Key;
  /** Completed steps. */
  readonly step: number;
};

/** The weights of a state that are judged and kept: their average, if there is one. */
export function judgedParameters({ learned }: AutoencoderState): MapTree<Parameters, HostTensor> {
  return learned.average ?? learned.parameters;
}

/**
 * Trains an autoencoder. Nothing is asked of the journal before everything has been read and compiled.
 *
 * @throws DiopterError as `readComparator`, `jit` and `train`.
 */
export async function runAutoencoder({
  input: { options, channels, comparator, validationBatches, threads },
  services,
  emit,
  signal,
}: WorkerContext<AutoencoderJob, AutoencoderServices, AutoencoderEvent>): Promise<AutoencoderResult> {
  const key = randomKey(options.seed);
  const learner = autoencoderLearner(
    autoencoder({ inputChannels: channels }),
    readComparator(comparator.bytes, comparator.description),
    options,
  );
  const compilation = threads === undefined ? {} : { threads };
  const step = jit(learner.step, { ...compilation, donate: [0] });
  const evaluate = jit(learner.evaluate, compilation);

  const initialState: AutoencoderState = {
    learned: onHost(learner.start(foldIn(key, 'weights'))),
    key: foldIn(key, 'steps'),
    step: 0,
  };
  const { images } = await services.batches.at(0);
  const { session, compileMilliseconds } = await step.prepare(initialState.learned, images, key, 1);
  emit({
    kind: 'compiled',
    provider: session.provider,
    reason: session.reason,
    milliseconds: compileMilliseconds,
  });
  const judge = validation(await heldOutCrops(services.validation.at, validationBatches), evaluate);

  try {
    const {
      step: n,
      best,
      interrupted,
    } = await train<AutoencoderState, { images: HostTensor }>({
      steps: options.steps,
      initialState,
      batchAt: services.batches.at,
      step: async (state, batch, n) => {
        const stepKey = foldIn(state.key, n);
        const { learned, metrics } = await step(state.learned, batch.images, stepKey, n + 1);
        return { state: { learned, key: state.key, step: n + 1 }, metrics };
      },
      validate: async (state, n) => {
        const { metrics, reconstructions } = await judge(judgedParameters(state));
        await services.gallery.show(n, reconstructions);
        emit({ kind: 'validated', step: n, metrics });
        return metrics;
      },
      validateEvery: options.validateEvery,
      checkpointEvery: options.checkpointEvery,
      journal: services.journal,
      signal,
      log: (text) => emit({ kind: 'message', text }),
      onProgress: (progress) => emit({ kind: 'progress', ...progress }),
    });
    return { step: n, interrupted, ...(best && { bestStep: best.step }) };
  } finally {
    await Promise.all([step.release(), evaluate.release()]);
  }
}

function onHost(tree: Learned): MapTree<Learned, HostTensor> {
  return mapTree(
    (tensor) => ({ shape: tensor.shape, dtype: tensor.dtype, data: tensor.dataSync() }) as HostTensor,
    tree,
  );
}
