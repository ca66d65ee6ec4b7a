/** Reports as plain data: a title, what it is about, and sections of parts. */

import type { StoredImage } from '../../images/index.js';

/** A report. */
export interface Report {
  readonly title: string;
  /** What the report says, in a sentence or two. */
  readonly lead?: string;
  readonly sections: readonly ReportSection[];
}

/** A part of a report under a heading. */
export interface ReportSection {
  readonly title: string;
  readonly parts: readonly ReportPart[];
}

/** What sections are made of. */
export type ReportPart = TextPart | DefinitionsPart | NumbersPart | ChartsPart | PicturesPart;

/** Paragraphs, with an empty line between them. Words between backticks are code. */
export interface TextPart {
  readonly kind: 'text';
  readonly text: string;
}

/** Names and what they are: the options of a run, the terms of a table. Of fractions four digits are shown. */
export interface DefinitionsPart {
  readonly kind: 'definitions';
  readonly entries: Readonly<Record<string, string | number | boolean | undefined>>;
}

/** A table of numbers: a row for each name. */
export interface NumbersPart {
  readonly kind: 'numbers';
  readonly caption?: string;
  /** What the rows are. */
  readonly heading: string;
  readonly columns: readonly NumberColumn[];
  /** A value is `undefined` where there is none. */
  readonly rows: readonly { readonly name: string; readonly values: readonly (number | undefined)[] }[];
}

/** A column of {@link NumbersPart}. */
export interface NumberColumn {
  readonly name: string;
  /** Such as `dB` or `%`; the values are in it. */
  readonly unit?: string;
  /** Digits after the point; three digits that matter if nobody says. */
  readonly decimals?: number;
  /** Which value is the best, and is marked: the lowest, the highest, or the nearest to a number. */
  readonly best?: 'lowest' | 'highest' | number;
}

/** Drawings side by side, such as `lineChart` makes them with the theme `page`. */
export interface ChartsPart {
  readonly kind: 'charts';
  readonly caption?: string;
  readonly charts: readonly { readonly title?: string; readonly svg: string }[];
}

/** Pictures in rows; a click enlarges those of one column, one beside the other. */
export interface PicturesPart {
  readonly kind: 'pictures';
  readonly caption?: string;
  readonly rows: readonly { readonly label: string; readonly pictures: readonly StoredImage[] }[];
  /** Names of the columns. */
  readonly columns?: readonly string[];
}
