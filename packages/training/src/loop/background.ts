/** Work that goes on while the steps do: nothing waits for it, and no error of it is lost. */

/** Keeps count of work in the background. */
export interface BackgroundWork {
  /** Takes note of work that has been started. */
  add(work: Promise<unknown>): void;
  /** Throws the first error of work that has failed so far. */
  check(): void;
  /** Waits for all work, then does as `check`. */
  finish(): Promise<void>;
}

/** No work yet. */
export function backgroundWork(): BackgroundWork {
  const running = new Set<Promise<void>>();
  const errors: unknown[] = [];
  const check = () => {
    if (errors.length > 0) throw errors[0];
  };
  return {
    add: (work) => {
      const settled = work
        .then(
          () => {},
          (error: unknown) => void errors.push(error),
        )
        .finally(() => running.delete(settled));
      running.add(settled);
    },
    check,
    finish: async () => {
      await Promise.all(running);
      check();
    },
  };
}
