/** Colours, where there is somebody to see them and nobody has asked for none. */

import { styleText } from 'node:util';

/** What a text can look like. */
export type Style = 'bold' | 'dim' | 'green';

/** A function that styles text for a stream: not at all if it is no terminal or `NO_COLOR` is set (no-color.org). */
export function styleFor(
  stream: { readonly isTTY?: boolean },
  { NO_COLOR } = process.env,
): (style: Style, text: string) => string {
  const plain = stream.isTTY !== true || (NO_COLOR !== undefined && NO_COLOR !== '');
  return (style, text) => (plain ? text : styleText(style, text, { validateStream: false }));
}
