/** Fields of a prototxt message read as what they should be, with Caffe's defaults. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { TextMessage, TextScalar, TextValue } from './text-format.js';

const truths: Readonly<Record<string, boolean>> = {
  true: true,
  t: true,
  1: true,
  false: false,
  f: false,
  0: false,
};

/** Reads one message. Where a field that is read once stands several times, the last one counts. */
export class Fields {
  readonly line: number;
  readonly #fields: TextMessage['fields'];

  constructor({ fields, line }: TextMessage) {
    this.#fields = fields;
    this.line = line;
  }

  has(name: string): boolean {
    return this.#fields.has(name);
  }

  texts(name: string): readonly string[] {
    return this.#scalars(name).map(({ text }) => text);
  }

  text(name: string): string | undefined {
    return this.texts(name).at(-1);
  }

  /** The name of an enumeration's value; files may also give its number, which is looked up in `values`. */
  choice(name: string, values: readonly string[], fallback = values[0]!): string {
    const text = this.text(name) ?? fallback;
    return values[Number(text)] ?? text;
  }

  numbers(name: string): readonly number[] {
    return this.#scalars(name).map(({ text, line }) => {
      const value = Number(text.replace(/(?<=[\d.])f$/i, ''));
      if (Number.isFinite(value)) return value;
      throw this.#wrong(`${name} cannot be ${text}, it is a number`, line);
    });
  }

  number<Default extends number | undefined>(name: string, fallback: Default): number | Default {
    return this.numbers(name).at(-1) ?? fallback;
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.#scalars(name).at(-1);
    if (value === undefined) return fallback;
    const truth = truths[value.text.toLowerCase()];
    if (truth === undefined)
      throw this.#wrong(`${name} cannot be ${value.text}, it is true or false`, value.line);
    return truth;
  }

  messages(name: string): readonly Fields[] {
    return (this.#fields.get(name) ?? []).map((value) => {
      if ('fields' in value) return new Fields(value);
      throw this.#wrong(`${name} cannot be ${value.text}, it is a message in braces`, value.line);
    });
  }

  /** The message, or one without fields. */
  message(name: string): Fields {
    return this.messages(name).at(-1) ?? new Fields({ fields: new Map(), line: this.line });
  }

  #scalars(name: string): readonly TextScalar[] {
    return (this.#fields.get(name) ?? []).map((value: TextValue) => {
      if ('text' in value) return value;
      throw this.#wrong(`${name} cannot be a message in braces`, value.line);
    });
  }

  #wrong(what: string, line: number): DiopterError {
    return new DiopterError('invalid-data', { what, where: `prototxt, line ${line}` });
  }
}
