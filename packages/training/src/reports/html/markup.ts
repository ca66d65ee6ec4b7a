/** HTML as a template: every text that is put in is escaped, unless it is HTML already. */

/** A piece of HTML. */
export class Markup {
  constructor(private readonly text: string) {}
  toString(): string {
    return this.text;
  }
}

/** What a template takes; nothing for `undefined`. */
export type Insertion = Markup | string | number | undefined | readonly Insertion[];

/**
 * A piece of HTML. Attributes must stand in double quotes.
 *
 * @example
 * html`<p class="${kind}">${'1 < 2'}</p>`.toString(); // <p class="note">1 &lt; 2</p>
 */
export function html(parts: TemplateStringsArray, ...values: readonly Insertion[]): Markup {
  return new Markup(parts.reduce((text, part, i) => text + markupOf(values[i - 1]) + part));
}

function markupOf(value: Insertion): string {
  if (value === undefined) return '';
  if (value instanceof Markup) return value.toString();
  return typeof value === 'object' ? value.map(markupOf).join('') : escapeHtml(String(value));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character]!);
}
