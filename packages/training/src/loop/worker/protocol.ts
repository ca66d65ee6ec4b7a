/** The messages between a worker thread and the thread that started it. */

/**
 * Objects whose functions are called across threads, by name: a `Journal`, a source of batches. Every function returns
 * a promise; arguments and results are plain data.
 */
export type Services = Readonly<Record<string, object>>;

/** What a worker starts with. */
export interface WorkerStart {
  readonly input: unknown;
  /** The names of each service's functions. */
  readonly methods: Readonly<Record<string, readonly string[]>>;
}

/** An error as a message can carry it. */
export interface SentError {
  readonly message: string;
  readonly stack?: string;
  /** The parts of a `DiopterError`. */
  readonly parts?: {
    readonly code: string;
    readonly what: string;
    readonly where?: string;
    readonly help?: string;
  };
}

/** From the worker, by kind. */
export interface FromWorker {
  readonly call: {
    readonly id: number;
    readonly service: string;
    readonly method: string;
    readonly args: unknown[];
  };
  readonly event: unknown;
  readonly done: unknown;
  readonly failed: SentError;
}

/** To the worker, by kind. */
export interface ToWorker {
  readonly returned: { readonly id: number; readonly value: unknown };
  readonly threw: { readonly id: number; readonly error: SentError };
  readonly abort: undefined;
}

/** A message of one of the kinds. */
export type Message<Kinds> = { readonly [Kind in keyof Kinds]: readonly [Kind, Kinds[Kind]] }[keyof Kinds];

/** What to do about each kind of message. */
export type Handlers<Kinds> = { readonly [Kind in keyof Kinds]: (content: Kinds[Kind]) => void };

/** Hands a message to the handler of its kind. */
export function handle<Kinds>(handlers: Handlers<Kinds>, [kind, content]: Message<Kinds>): void {
  handlers[kind](content);
}
