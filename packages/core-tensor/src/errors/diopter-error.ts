/** The one error that Diopter throws on purpose: a stable code, what was wrong, where, and what to do. */

import type { ErrorCode } from './codes.js';

/** The parts of a {@link DiopterError}. */
export interface DiopterErrorOptions {
  /** What was wrong, with the values seen. One sentence, no trailing full stop needed. */
  readonly what: string;
  /** Where: a function and its argument, a file and its field, a node and its line. */
  readonly where?: string;
  /** What the reader can do next. */
  readonly help?: string;
  /** The error underneath, if there was one. */
  readonly cause?: unknown;
}

/**
 * An error about bad input or a machine that lacks something. Its `message` is one line: what, where and help.
 *
 * @example
 * throw new DiopterError('shape-mismatch', {
 *   what: 'the filter has 3 input channels, the image 4',
 *   where: 'conv2d, argument filter',
 *   help: 'drop the alpha channel or widen the filter',
 * });
 */
export class DiopterError extends Error {
  override readonly name = 'DiopterError';
  readonly what: string;
  readonly where: string | undefined;
  readonly help: string | undefined;

  constructor(
    /** Stable across releases: programs may branch on it. */
    readonly code: ErrorCode,
    options: DiopterErrorOptions,
  ) {
    super(messageOf(options), options.cause === undefined ? undefined : { cause: options.cause });
    this.what = options.what;
    this.where = options.where;
    this.help = options.help;
  }
}

function messageOf({ what, where, help }: DiopterErrorOptions): string {
  return `${where === undefined ? '' : `${where}: `}${what}${help === undefined ? '' : ` (help: ${help})`}`;
}
