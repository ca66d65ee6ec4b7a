/** Calls that wait for their answer from another thread. */

import { moving } from './moving.js';
import type { FromWorker, Handlers, ToWorker } from './protocol.js';
import { unpackError } from './sent-error.js';

/** Makes calls, and takes the answers. */
export interface CallTable {
  call(service: string, method: string, args: unknown[]): Promise<unknown>;
  readonly handlers: Pick<Handlers<ToWorker>, 'returned' | 'threw'>;
}

/** @param send gets each call and the memory to move with it. */
export function callTable(send: (request: FromWorker['call'], buffers: ArrayBuffer[]) => void): CallTable {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let calls = 0;
  const take = (id: number) => {
    const caller = waiting.get(id)!;
    waiting.delete(id);
    return caller;
  };
  return {
    call: (service, method, args) =>
      new Promise((resolve, reject) => {
        const id = calls++;
        const { value, buffers } = moving(args);
        send({ id, service, method, args: value as unknown[] }, buffers);
        waiting.set(id, { resolve, reject });
      }),
    handlers: {
      returned: ({ id, value }) => take(id).resolve(value),
      threw: ({ id, error }) => take(id).reject(unpackError(error)),
    },
  };
}
