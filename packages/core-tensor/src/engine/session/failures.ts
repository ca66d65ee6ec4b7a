/** Turns ONNX Runtime's errors into `DiopterError`s. */

import type { ErrorCode } from '../../errors/codes.js';
import { DiopterError } from '../../errors/diopter-error.js';
import { messageOf } from '../message-of.js';
import type { Provider } from '../providers.js';

interface Failure {
  readonly pattern: RegExp;
  readonly code: ErrorCode;
  readonly help: string;
}

/** What the model's bytes can be blamed for. */
const modelFailures: readonly Failure[] = [
  {
    pattern: /Could not find an implementation|No Op registered|No opset import|is under development/,
    code: 'unsupported-operator',
    help: 'this build of ONNX Runtime lacks that operator: use another one or an operator set that it knows',
  },
  {
    pattern:
      /protobuf|ModelProto|invalid model|INVALID_GRAPH|Load model|TypeInferenceError|ShapeInferenceError/i,
    code: 'invalid-onnx',
    help: 'check the model with validateOnnx, or write it again',
  },
];

const runFailures: readonly Failure[] = [
  {
    pattern: /invalid dimensions|invalid rank|shape verification failed/i,
    code: 'shape-mismatch',
    help: 'pass tensors of the shapes that the model declares',
  },
  {
    pattern: /Unexpected (input|output) data type/i,
    code: 'dtype-mismatch',
    help: 'pass tensors of the element types that the model declares',
  },
];

/** The error for a run that ONNX Runtime refused or that failed. */
export function runFailure(cause: unknown): DiopterError {
  return toDiopterError(cause, 'Session.run', runFailures, {
    code: 'engine-failed',
    help: 'the session stays usable; if the inputs are right, this is a fault of the model or of ONNX Runtime',
  });
}

/**
 * The error for a model that ONNX Runtime does not load, or undefined when the provider is to blame. The CPU provider
 * always starts, so there it is the model.
 */
export function modelFailure(cause: unknown, provider: Provider): DiopterError | undefined {
  const isModels = modelFailures.some(({ pattern }) => pattern.test(messageOf(cause)));
  return isModels || provider === 'cpu'
    ? toDiopterError(cause, 'createSession', modelFailures, {
        code: 'invalid-onnx',
        help: 'check the model with validateOnnx, or write it again',
      })
    : undefined;
}

function toDiopterError(
  cause: unknown,
  where: string,
  failures: readonly Failure[],
  otherwise: Pick<Failure, 'code' | 'help'>,
): DiopterError {
  const what = messageOf(cause);
  const { code, help } = failures.find(({ pattern }) => pattern.test(what)) ?? otherwise;
  return new DiopterError(code, { what, where, help, cause });
}
