/** Finds the line of the user's code that led to a kernel call, for error messages. */

/** Frames of these are not the user's. */
const internal =
  /node_modules[\\/]@tensorflow|core-tensor[\\/](dist|src)[\\/](jit|ops)[\\/](?!.*\.test\.)|node:internal|^\s*at new DiopterError/;

/** `{ where: 'file:line' }` of the first stack frame outside tfjs and Diopter, or nothing if there is none. */
export function callerOutside(stack = deepStack()): { where?: string } {
  const frame = stack
    .split('\n')
    .slice(1)
    .find((line) => !internal.test(line));
  const place = frame?.match(/\(?((?:file:\/\/)?[^()\s]+:\d+):\d+\)?$/)?.[1];
  return place === undefined ? {} : { where: place };
}

function deepStack(): string {
  const previous = Error.stackTraceLimit;
  Error.stackTraceLimit = 100;
  const { stack = '' } = new Error();
  Error.stackTraceLimit = previous;
  return stack;
}
