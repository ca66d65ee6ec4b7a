/** Keeps tfjs from listing what a second copy of it registers again. */

/**
 * Runs `action` without tfjs' warnings about what is registered already. A backend's package may bring its own copy of tfjs; both
 * copies share one global registry, and the second prints a line for each of its 350 kernels. Other warnings pass.
 */
export function quietly(action: () => void): void {
  const warn = console.warn;
  console.warn = (...values: unknown[]) => {
    if (!/already (been )?(registered|set)/.test(String(values[0]))) warn(...values);
  };
  try {
    action();
  } finally {
    console.warn = warn;
  }
}
