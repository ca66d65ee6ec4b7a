/** The steps of a run, in whichever thread: compiles, validates, and goes through the training loop. */

import { type CompiledFunction, type Fed, type Fetched, jit } from '@diopter/core-tensor/jit';
import { foldIn, randomKey } from '@diopter/core-tensor/random';
import { type HostTensor, mapTree, type Tree } from '@diopter/core-tensor/tree';
import type * as tf from '@tensorflow/tfjs';
import { train } from '../../loop/train.js';
import type { WorkerContext } from '../../loop/worker/worker-main.js';
import type { Job, StepsResult, TrainingEvent, TrainingServices, TrainingState } from './job.js';
import type { Control, HostBatch, Learner } from './learner.js';
import { heldOutBatches, validation } from './validation.js';

/** The control of a learner that has one program. */
const oneProgram: Control<string> = { start: {}, program: () => 'step', next: (state) => state };

/** Everything a compiled program takes and gives. */
type CompiledProgram = CompiledFunction<
  Parameters<Learner['programs'][string]>,
  ReturnType<Learner['programs'][string]>
>;

/**
 * Trains what `makeLearner` makes of the job's input. Nothing is asked of the journal before everything has been read and the
 * first program compiled.
 *
 * @throws DiopterError as `makeLearner`, `jit` and `train`.
 */
export function runLearner<Input>(makeLearner: (input: Input) => Learner) {
  return async ({
    input: job,
    services,
    emit,
    signal,
  }: WorkerContext<Job<Input>, TrainingServices, TrainingEvent>): Promise<StepsResult> => {
    const key = randomKey(job.seed);
    const learner = makeLearner(job.input);
    const { control = oneProgram } = learner;
    const compilation = job.threads === undefined ? {} : { threads: job.threads };
    const programs = new Map<string, CompiledProgram>();
    const evaluate = jit(learner.evaluate, compilation);

    const compiled = async (name: string, args: Parameters<CompiledProgram['prepare']>) => {
      const found = programs.get(name);
      if (found !== undefined) return found;
      const program: CompiledProgram = jit(learner.programs[name]!, { ...compilation, donate: [0] });
      programs.set(name, program);
      const { session, compileMilliseconds } = await program.prepare(...args);
      const { provider, reason } = session;
      emit({ kind: 'compiled', program: name, provider, reason, milliseconds: compileMilliseconds });
      return program;
    };

    const initialState: TrainingState<Fetched<Tree<tf.Tensor>>> = {
      learned: onHost(learner.start(foldIn(key, 'weights'))),
      control: control.start,
      key: foldIn(key, 'steps'),
      step: 0,
    };
    const firstBatch = await services.batches.at(0);
    await compiled(control.program(control.start), [fed(initialState.learned), firstBatch, key, fed(1)]);
    const heldOut = await heldOutBatches(services.validation.at, job.validationBatches, learner.baselines);
    const judge = validation(heldOut, (judged: Fetched<Tree<tf.Tensor>>, batch) => evaluate(fed(judged), batch));

    try {
      const result = await train<typeof initialState, HostBatch>({
        steps: job.steps,
        initialState,
        batchAt: services.batches.at,
        step: async (state, batch, n) => {
          const args = [fed(state.learned), batch, foldIn(state.key, n), fed(n + 1)] as const;
          const program = await compiled(control.program(state.control), [...args]);
          const { learned, metrics } = await program(...args);
          const next = control.next(state.control, numbersOf(metrics));
          return { state: { learned, control: next, key: state.key, step: n + 1 }, metrics };
        },
        validate: async (state, n) => {
          const { metrics, pictures } = await judge(learner.judged(state.learned));
          await services.gallery.show(n, pictures);
          emit({ kind: 'validated', step: n, metrics });
          return metrics;
        },
        validateEvery: job.validateEvery,
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

/** The compiler cannot see that what a program takes of any tree is what it gives of it. */
function fed<T>(value: T): Fed<never> {
  return value as Fed<never>;
}

function numbersOf(metrics: Readonly<Record<string, HostTensor>>): Record<string, number> {
  return Object.fromEntries(Object.entries(metrics).map(([name, { data }]) => [name, data[0]!]));
}

function onHost(tree: Tree<tf.Tensor>): Fetched<Tree<tf.Tensor>> {
  return mapTree(
    (tensor) => ({ shape: tensor.shape, dtype: tensor.dtype, data: tensor.dataSync() }) as HostTensor,
    tree,
  ) as Fetched<Tree<tf.Tensor>>;
}
