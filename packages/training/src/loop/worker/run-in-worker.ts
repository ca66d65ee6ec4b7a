/** The side of the thread that starts a worker: it offers services and hears of events. */

import { Worker } from 'node:worker_threads';
import { DiopterError } from '@diopter/core-tensor/errors';
import { moving } from './moving.js';
import {
  type FromWorker,
  type Handlers,
  handle,
  type Message,
  type Services,
  type ToWorker,
  type WorkerStart,
} from './protocol.js';
import { packError, unpackError } from './sent-error.js';

/** What {@link runInWorker} gives the worker, and hears from it. */
export interface RunInWorkerOptions<Event> {
  /** Plain data, which is copied. */
  readonly input?: unknown;
  /** What the worker may call; it runs in this thread. What goes in and out is moved, not copied: it is empty afterwards. */
  readonly services?: Services;
  /** Is told what the worker emits. */
  readonly onEvent?: (event: Event) => void;
  /** Aborts the worker's own signal; what it makes of that is up to the worker. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a module that calls `workerMain` in a thread of its own, so that this one stays responsive: a training step blocks its
 * thread until it is done. This thread then reads pictures, writes files, shows progress and hears Ctrl-C.
 *
 * @returns what the worker's main function resolves to.
 * @throws what the worker's main function throws, a DiopterError with its code; `engine-failed` if the thread ends early.
 * @example
 * const result = await runInWorker(new URL('./autoencoder.worker.js', import.meta.url), {
 *   input: { steps: 2000 },
 *   services: { batches: { at: trainingBatches(photographs, sampling) }, journal: runFolder('runs/first') },
 *   onEvent: showProgress,
 *   signal: abortOnInterrupt().signal,
 * });
 */
export async function runInWorker<Result, Event = unknown>(
  module: URL,
  { input, services = {}, onEvent = () => {}, signal }: RunInWorkerOptions<Event> = {},
): Promise<Result> {
  const workerData: WorkerStart = { input, methods: methodNames(services) };
  const worker = new Worker(module, { workerData });
  const send = (message: Message<ToWorker>, buffers: ArrayBuffer[] = []) =>
    worker.postMessage(message, buffers);
  const abort = () => send(['abort', undefined]);
  signal?.addEventListener('abort', abort);
  if (signal?.aborted) abort();
  try {
    return await new Promise<Result>((resolve, reject) => {
      const handlers: Handlers<FromWorker> = {
        call: (request) =>
          void answer(services, request).then(({ message, buffers }) => send(message, buffers)),
        event: (event) => onEvent(event as Event),
        done: (result) => resolve(result as Result),
        failed: (error) => reject(unpackError(error)),
      };
      worker.on('message', (message: Message<FromWorker>) => {
        try {
          handle(handlers, message);
        } catch (error) {
          reject(error);
        }
      });
      worker.on('error', reject);
      worker.on('exit', (code) => reject(endedEarly(code)));
    });
  } finally {
    signal?.removeEventListener('abort', abort);
    await worker.terminate();
  }
}

function methodNames(services: Services): WorkerStart['methods'] {
  const entries = Object.entries(services).map(([name, service]) => [name, Object.keys(service)] as const);
  return Object.fromEntries(entries);
}

/** Calls a function of a service and makes a message of what comes of it. */
async function answer(
  services: Services,
  { id, service, method, args }: FromWorker['call'],
): Promise<{ message: Message<ToWorker>; buffers: ArrayBuffer[] }> {
  try {
    const target = services[service] as Record<string, (...args: unknown[]) => Promise<unknown>>;
    const { value, buffers } = moving(await target[method]!(...args));
    return { message: ['returned', { id, value }], buffers };
  } catch (error) {
    return { message: ['threw', { id, error: packError(error) }], buffers: [] };
  }
}

function endedEarly(code: number): DiopterError {
  return new DiopterError('engine-failed', {
    what: `the thread ended with code ${code} before it was done`,
    where: 'runInWorker',
  });
}
