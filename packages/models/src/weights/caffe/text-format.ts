/** Protobuf's text format, in which Caffe's prototxt files are written, as nested fields. */

import { DiopterError } from '@diopter/core-tensor/errors';

/** A scalar as it is written: a number, a name, or the content of a quoted text. */
export interface TextScalar {
  readonly text: string;
  readonly line: number;
}

/** A message: its fields in their order, repeated ones with all their values. */
export interface TextMessage {
  readonly fields: ReadonlyMap<string, readonly TextValue[]>;
  readonly line: number;
}

/** What a field holds. */
export type TextValue = TextScalar | TextMessage;

interface Token {
  readonly kind: 'word' | 'quoted' | 'mark';
  readonly text: string;
  readonly line: number;
}

/** Real prototxt files nest three or four deep. */
const deepest = 50;
const closings: Readonly<Record<string, string>> = { '{': '}', '<': '>' };

/**
 * Parses text format: `name: value`, `name { ... }`, `name < ... >`, `name: [a, b]`, texts in either quotes, `#` comments.
 *
 * @throws DiopterError `invalid-data` naming the line.
 */
export function parseTextFormat(text: string): TextMessage {
  return new Parser(tokensOf(text)).message('', 1, 0);
}

class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** The fields up to `closing`, which is taken; up to the end if it is empty. */
  message(closing: string, line: number, depth: number): TextMessage {
    if (depth > deepest) throw invalid(`messages are nested more than ${deepest} deep`, line);
    const fields = new Map<string, TextValue[]>();
    while (!this.#takes(closing)) {
      const name = this.#take(line);
      if (name.kind !== 'word')
        throw invalid(`"${name.text}" where the name of a field should be`, name.line);
      const known = fields.get(name.text) ?? [];
      fields.set(name.text, [...known, ...this.#values(name.line, depth)]);
      while (this.#takes(',') || this.#takes(';'));
    }
    return { fields, line };
  }

  #values(line: number, depth: number): readonly TextValue[] {
    const colon = this.#takes(':');
    if (!this.#takes('[')) return [this.#value(line, depth, colon)];
    const values: TextValue[] = [];
    while (!this.#takes(']')) {
      values.push(this.#value(line, depth, true));
      this.#takes(',');
    }
    return values;
  }

  #value(line: number, depth: number, scalarAllowed: boolean): TextValue {
    const token = this.#take(line);
    const closing = token.kind === 'mark' ? closings[token.text] : undefined;
    if (closing !== undefined) return this.message(closing, token.line, depth + 1);
    if (token.kind === 'mark' || !scalarAllowed)
      throw invalid(`"${token.text}" where a value should be`, token.line);
    if (token.kind === 'word') return token;
    // Quoted texts next to each other are one text.
    let text = token.text;
    while (this.#tokens[this.#next]?.kind === 'quoted') text += this.#take(line).text;
    return { text, line: token.line };
  }

  #takes(mark: string): boolean {
    const token = this.#tokens[this.#next];
    const found = token === undefined ? mark === '' : token.kind === 'mark' && token.text === mark;
    if (found) this.#next++;
    return found;
  }

  #take(line: number): Token {
    const token = this.#tokens[this.#next++];
    if (token === undefined) throw invalid('the text ends in the middle of a message', line);
    return token;
  }
}

const pattern = /(\s+|#[^\n]*)|([\w.+\-/]+)|"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|([{}<>:;,[\]])/y;

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  pattern.lastIndex = 0;
  for (let position = 0; position < text.length; position = pattern.lastIndex) {
    const [whole, blank, word, double, single, mark] = pattern.exec(text) ?? [];
    if (whole === undefined) throw invalid(`unexpected ${JSON.stringify(text[position])}`, line);
    const quoted = double ?? single;
    if (word !== undefined) tokens.push({ kind: 'word', text: word, line });
    if (quoted !== undefined) tokens.push({ kind: 'quoted', text: unescaped(quoted), line });
    if (mark !== undefined) tokens.push({ kind: 'mark', text: mark, line });
    if (blank !== undefined) line += whole.split('\n').length - 1;
  }
  return tokens;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

function unescaped(text: string): string {
  return text.replace(/\\([0-7]{1,3}|x[\da-fA-F]{1,2}|.)/g, (_, code: string) => {
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8));
    if (/^x./.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return escapes[code] ?? code;
  });
}

function invalid(what: string, line: number): DiopterError {
  return new DiopterError('invalid-data', {
    what,
    where: `prototxt, line ${line}`,
    help: 'a prototxt is the text file that describes a Caffe network',
  });
}
