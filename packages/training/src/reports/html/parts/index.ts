/** How each kind of part becomes HTML. */

import type { Markup } from '../markup.js';
import type { ReportPart } from '../report.js';
import { chartsMarkup } from './charts.js';
import { definitionsMarkup } from './definitions.js';
import { numbersMarkup } from './numbers.js';
import { picturesMarkup } from './pictures.js';
import { textMarkup } from './text.js';

type PartOf<Kind extends ReportPart['kind']> = Extract<ReportPart, { kind: Kind }>;

const renderers: {
  readonly [Kind in ReportPart['kind']]: (part: PartOf<Kind>) => Markup | Promise<Markup>;
} = {
  text: textMarkup,
  definitions: definitionsMarkup,
  numbers: numbersMarkup,
  charts: chartsMarkup,
  pictures: picturesMarkup,
};

/** One part as HTML. */
export async function partMarkup(part: ReportPart): Promise<Markup> {
  return (renderers[part.kind] as (part: ReportPart) => Markup | Promise<Markup>)(part);
}
