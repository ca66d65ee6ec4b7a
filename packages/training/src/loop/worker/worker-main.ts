/** The side of the worker thread: its main function, and the services of the other thread. */

import { parentPort, workerData } from 'node:worker_threads';
import { DiopterError } from '@diopter/core-tensor/errors';
import { type CallTable, callTable } from './call-table.js';
import {
  type FromWorker,
  handle,
  type Message,
  type Services,
  type ToWorker,
  type WorkerStart,
} from './protocol.js';
import { packError } from './sent-error.js';

/** What the main function of a worker is given. */
export interface WorkerContext<Input, Offered extends Services, Event> {
  readonly input: Input;
  /** Calls run in the other thread. Arguments are moved there: their arrays are empty afterwards. */
  readonly services: Offered;
  /** Tells the other thread something; plain data, which is copied. */
  readonly emit: (event: Event) => void;
  /** Aborted from the other thread. A main function that never lets its thread rest does not hear of it. */
  readonly signal: AbortSignal;
}

/**
 * Runs the main function of a worker that `runInWorker` has started. Call it once, at the top level of a module.
 *
 * @throws DiopterError `invalid-argument` outside of a worker.
 * @example
 * workerMain<Input, { journal: Journal }, Progress, void>(async ({ input, services, emit, signal }) => {
 *   await train({ ...options(input), journal: services.journal, onProgress: emit, signal });
 * });
 */
export function workerMain<Input, Offered extends Services, Event, Result>(
  main: (context: WorkerContext<Input, Offered, Event>) => Promise<Result>,
): void {
  const port = parentPort;
  if (port === null) {
    throw new DiopterError('invalid-argument', { what: 'this is no worker thread', where: 'workerMain' });
  }
  const { input, methods } = workerData as WorkerStart;
  const send = (message: Message<FromWorker>, buffers: ArrayBuffer[] = []) =>
    port.postMessage(message, buffers);
  const controller = new AbortController();
  const calls = callTable((request, buffers) => send(['call', request], buffers));
  port.on('message', (message: Message<ToWorker>) =>
    handle<ToWorker>({ ...calls.handlers, abort: () => controller.abort() }, message),
  );
  const services = Object.fromEntries(
    Object.entries(methods).map(([service, names]) => [service, remote(service, names, calls)]),
  );
  main({
    input: input as Input,
    services: services as Offered,
    emit: (event) => send(['event', event]),
    signal: controller.signal,
  }).then(
    (result) => send(['done', result]),
    (error: unknown) => send(['failed', packError(error)]),
  );
}

/** An object with the functions of a service in the other thread. */
function remote(service: string, methods: readonly string[], calls: CallTable): object {
  const entries = methods.map((method) => {
    return [method, (...args: unknown[]) => calls.call(service, method, args)] as const;
  });
  return Object.fromEntries(entries);
}
