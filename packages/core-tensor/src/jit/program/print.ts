/** Programs as text to read: one line per kernel call, with shapes. */

import { attributeTexts, numberText } from './attribute-text.js';
import type { Attributes, Program, ValueId } from './program.js';

/**
 * A program as text, such as
 *
 * ```text
 * program(%0: float32[16, 64, 64, 3], %1: float32[5, 5, 3, 32])
 *   %2: float32[16, 32, 32, 32] = Conv2D(%0, %1) { strides: 2, pad: 'same' }
 *   return %2
 * ```
 */
export function print(program: Program): string {
  const { values, inputs, outputs, constants, nodes } = program;
  const typed = (id: ValueId) => `%${id}: ${values[id]!.dtype}[${values[id]!.shape.join(', ')}]`;
  const used = new Set([...outputs, ...nodes.flatMap((node) => node.inputs)]);
  return [
    `program(${inputs.map(typed).join(', ')})`,
    ...[...constants]
      .filter(([id]) => used.has(id))
      .map(([id, { data }]) => `  ${typed(id)} = ${excerpt(data)}`),
    ...nodes.map(
      ({ kernel, inputs, outputs, attributes }) =>
        `  ${outputs.map(typed).join(', ')} = ${kernel}(${inputs.map((id) => `%${id}`).join(', ')})${braced(attributes)}`,
    ),
    `  return ${outputs.map((id) => `%${id}`).join(', ')}`,
  ].join('\n');
}

function excerpt(data: ArrayLike<number>): string {
  const shown = Array.from({ length: Math.min(data.length, 6) }, (_, i) => numberText(data[i]!));
  return `constant ${shown.join(', ')}${data.length > shown.length ? `, … (${data.length} in all)` : ''}`;
}

function braced(attributes: Attributes): string {
  const texts = attributeTexts(attributes);
  return texts.length === 0 ? '' : ` { ${texts.join(', ')} }`;
}
