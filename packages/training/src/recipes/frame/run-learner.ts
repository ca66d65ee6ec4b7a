/** The steps of a run, in whichever thread: compiles, validates, and goes through the training loop. */

import { snapshot } from '@diopter/core-tensor/jit';
import { foldIn, randomKey } from '@diopter/core-tensor/random';
import type { HostTensor, Tree } from '@diopter/core-tensor/tree';
import type * as tf from '@tensorflow/tfjs';
import { train } from '../../loop/train.js';
import type { WorkerContext } from '../../loop/worker/worker-main.js';
import { type CompiledStep, compileEvaluation, compileStep } from './compiled.js';
import type { Job, StepsResult, TrainingEvent, TrainingServices, TrainingState } from './job.js';
import type { Control, HostBatch, Learner } from './learner.js';
import { onHost } from './on-host.js';
import { heldOutBatches, validation } from './validation.js';

/** The control of a learner that has one program. */
const oneProgram: Control<string> = { start: {}, program: () => 'step', next: (state) => state };

/**
 * Trains what `makeLearner` makes of the job's input. Nothing is asked of the journal before everything has been read and the
 * first program compiled.
 *
 * @throws DiopterError as `makeLearner`, `jit` and `train`.
 */
export function runLearner<
  Input,
  Learned extends Tree<tf.Tensor>,
  Judged extends Tree<tf.Tensor>,
  Name extends string,
>(makeLearner: (input: Input) => Learner<Learned, Judged, Name>) {
  return async ({
    input: job,
    services,
    emit,
    signal,
  }: WorkerContext<Job<Input>, TrainingServices, TrainingEvent>): Promise<StepsResult> => {
    const key = randomKey(job.seed);
    // What follows passes on trees without looking into them.
    const learner = makeLearner(job.input) as unknown as Learner;
    const { control = oneProgram } = learner;
    const compilation = job.threads === undefined ? {} : { threads: job.threads };
    const programs = new Map<string, CompiledStep>();
    const evaluate = compileEvaluation(learner, compilation);

    const compiled = async (name: string, args: Parameters<CompiledStep>) => {
      const found = programs.get(name);
      if (found !== undefined) return found;
      const program = compileStep(learner.programs[name]!, compilation);
      programs.set(name, program);
      const { session, compileMilliseconds } = await program.prepare(...args);
      const { provider, reason } = session;
      emit({ kind: 'compiled', program: name, provider, reason, milliseconds: compileMilliseconds });
      return program;
    };

    const initialState: TrainingState = {
      learned: onHost(learner.start(foldIn(key, 'weights'))),
      control: control.start,
      key: foldIn(key, 'steps'),
      step: 0,
    };
    const firstBatch = await services.batches.at(0);
    await compiled(control.program(control.start, 0), [initialState.learned, firstBatch, key, 1]);
    const heldOut = await heldOutBatches(services.validation.at, job.validationBatches, learner.baselines);
    const judge = validation(heldOut, evaluate);

    try {
      const result = await train<TrainingState, HostBatch>({
        steps: job.steps,
        initialState,
        batchAt: services.batches.at,
        step: async (state, batch, n) => {
          const args: Parameters<CompiledStep> = [state.learned, batch, foldIn(state.key, n), n + 1];
          const program = await compiled(control.program(state.control, n), args);
          const { learned, metrics } = await program(...args);
          const next = control.next(state.control, numbersOf(metrics));
          return { state: { learned, control: next, key: state.key, step: n + 1 }, metrics };
        },
        validate: async (state, n) => {
          const judged = learner.judged(state.learned);
          const { metrics, ...shown } = await judge(judged);
          // What is sent to the other thread is gone from here, and the state is still needed.
          await services.gallery.show({ step: n, ...shown, judged: snapshot(judged) });
          emit({ kind: 'validated', step: n, metrics });
          return metrics;
        },
        ...(learner.best && { best: learner.best }),
        validateEvery: job.validateEvery,
        ...(job.validateFirst && { validateFirst: true }),
        checkpointEvery: job.checkpointEvery,
        journal: services.journal,
        signal,
        log: (text) => emit({ kind: 'message', text }),
        onProgress: (progress) => emit({ kind: 'progress', ...progress }),
      });
      const { step, best, interrupted } = result;
      return { step, interrupted, ...(best && { bestStep: best.step }) };
    } finally {
      await Promise.all([...programs.values(), evaluate].map((each) => each.release()));
    }
  };
}

function numbersOf(metrics: Readonly<Record<string, HostTensor>>): Record<string, number> {
  return Object.fromEntries(Object.entries(metrics).map(([name, { data }]) => [name, data[0]!]));
}
