/** Finds the line of the user's code that led to a kernel call, for error messages. */

/** Frames of these are not the user's. */
const internal = /node_modules[\\/]@tensorflow|core-tensor[\\/](dist|src)[\\/](?!.*\.test\.)|node:internal/;

/** File and line in a frame: `at name (file:line:column)` or `at file:line:column`. */
const placeInFrame = /^\s*at (?:.* \()?(.+:\d+):\d+\)?$/;

/** `{ where: 'file:line' }` of the first stack frame outside tfjs and Diopter, or nothing if there is none. */
export function callerOutside(stack = deepStack()): { where?: string } {
  const places = stack.split('\n').flatMap((line) => placeInFrame.exec(line)?.[1] ?? []);
  const place = places.find((place) => !internal.test(place));
  return place === undefined ? {} : { where: place };
}

/** Calls `f` with stacks deep enough to reach the user's line through tfjs' frames. */
export function withDeepStacks<T>(f: () => T): T {
  const previous = Error.stackTraceLimit;
  Error.stackTraceLimit = 100;
  try {
    return f();
  } finally {
    Error.stackTraceLimit = previous;
  }
}

const deepStack = (): string => withDeepStacks(() => new Error().stack ?? '');
