/** A drawing inside HTML, made a document of its own. */

/** What is needed of an element of a drawing. */
interface Drawing {
  readonly outerHTML: string;
  setAttribute(name: string, value: string): void;
}

/**
 * The text of an SVG document, which can stand alone or inside a page.
 *
 * @param description what it shows, for those who do not see it.
 */
export function svgDocument(drawing: Drawing, description?: string): string {
  if (description !== undefined) {
    drawing.setAttribute('role', 'img');
    drawing.setAttribute('aria-label', description);
  }
  return `${drawing.outerHTML.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ')}\n`;
}
