/** Attributes of kernel calls as text that tells any two numbers apart. */

import type { Attribute, Attributes } from './program.js';

/** A number as text; unlike `JSON.stringify`, which knows neither zeros of either sign nor numbers that are not finite. */
export function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** `name: value` of each attribute. */
export function attributeTexts(attributes: Attributes): string[] {
  return Object.entries(attributes).map(([name, value]) => `${name}: ${attributeText(value)}`);
}

function attributeText(value: Attribute): string {
  if (typeof value === 'number') return numberText(value);
  return Array.isArray(value) ? `[${value.map(attributeText).join(', ')}]` : String(JSON.stringify(value));
}
