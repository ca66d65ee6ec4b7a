/** Colours of charts: on paper, which is white whatever surrounds it, and on a page, which can be dark. */

import { fontFamily } from '../../images/index.js';

/** How a chart is coloured. */
export interface ChartTheme {
  readonly background: string;
  /** What keeps dots apart from lines. */
  readonly halo: string;
  /** Of lines, one after the other. */
  readonly colours: readonly string[];
  /** Of what is only there for orientation. */
  readonly muted: string;
  readonly fontFamily: string;
}

/** Told apart by people with any kind of colour vision, and in print: Okabe and Ito (2008), without its yellow. */
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000'] as const;

/** Of groups of points, ten of them as there are digits: Okabe and Ito's with three more hues, told apart by place where hues are close. */
export const categoryColours: readonly string[] = [
  ...colours.slice(0, 6),
  '#a6761d',
  '#6a3d9a',
  '#e31a1c',
  '#4d4d4d',
];

/** The same hues, light enough to be seen on a dark page. */
const coloursOnDark = ['#56b4f0', '#ff8f4a', '#35c99a', '#e5a0c8', '#f2b84b', '#9bd4f7', '#e6e6e6'] as const;

const paper: ChartTheme = {
  background: 'white',
  halo: 'white',
  colours,
  muted: '#767676',
  fontFamily: `${fontFamily}, system-ui, sans-serif`,
};

/** Only for charts inside a page whose style sheet has {@link seriesColours}. */
const page: ChartTheme = {
  background: 'none',
  halo: 'var(--page)',
  colours: colours.map((_, i) => `var(--series-${i + 1})`),
  muted: 'var(--muted)',
  fontFamily: 'inherit',
};

/** By name. */
export const themes = { paper, page } as const;

/** The variables of a style sheet that the theme `page` draws with. */
export const seriesColours = { light: variables(colours), dark: variables(coloursOnDark) } as const;

function variables(list: readonly string[]): string {
  return list.map((colour, i) => `--series-${i + 1}: ${colour};`).join(' ');
}
