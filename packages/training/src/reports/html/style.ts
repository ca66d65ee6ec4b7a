/** The style sheet of reports: light and dark, on screens and on paper, with the fonts that are there. */

import { seriesColours } from '../chart/theme.js';

export const style = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --ink: #1c2430; --muted: #667080; --faint: #e4e7ec; --tint: #f5f7f9; --mark: #e3f2ea;
  ${seriesColours.light}
  font: 16px/1.55 ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', Arial, sans-serif;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #14171c; --ink: #e4e8ee; --muted: #98a2b0; --faint: #2c323b; --tint: #1b1f26; --mark: #1d3a2d;
    ${seriesColours.dark}
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); }
main, header { max-width: 72rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 3rem; }
main { padding-bottom: 4rem; }
h1 { margin: 0; font-size: 2rem; line-height: 1.2; font-weight: 650; letter-spacing: -0.015em; }
h2 { margin: 0 0 1rem; font-size: 1.25rem; font-weight: 620; letter-spacing: -0.005em; }
h3 { margin: 0 0 0.25rem; font-size: 0.875rem; font-weight: 600; }
.lead { margin: 0.75rem 0 0; max-width: 46rem; font-size: 1.125rem; color: var(--muted); }
section { margin-top: 2.5rem; padding-top: 1.5rem; border-top: 1px solid var(--faint); }
p { max-width: 46rem; margin: 0 0 1rem; }
code { font: 0.9em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; background: var(--tint); padding: 0.1em 0.3em; border-radius: 3px; }
figure { margin: 0 0 1.75rem; break-inside: avoid; }
figcaption, caption { max-width: 46rem; font-size: 0.875rem; color: var(--muted); text-align: left; }
figcaption { margin-top: 0.5rem; }
caption { padding-bottom: 0.5rem; }
.scroll { position: relative; overflow-x: auto; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

dl { margin: 0 0 1.5rem; }
dt { font-size: 0.8125rem; color: var(--muted); }
dd { margin: 0; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
dl.compact { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: 0.75rem 1.5rem; }
dl.wide div { display: grid; grid-template-columns: 12rem minmax(0, 46rem); gap: 0 1.5rem; padding: 0.4rem 0; border-bottom: 1px solid var(--faint); }
dl.wide dt { padding-top: 0.1rem; font-size: 0.875rem; }
@media (max-width: 40rem) { dl.wide div { grid-template-columns: 1fr; } }

table { border-collapse: collapse; }
table.numbers { margin-bottom: 1.5rem; font-variant-numeric: tabular-nums; }
.numbers th, .numbers td { padding: 0.45rem 0 0.45rem 2rem; text-align: right; border-bottom: 1px solid var(--faint); white-space: nowrap; }
.numbers th:first-child { padding-left: 0; text-align: left; }
.numbers thead th { font-size: 0.8125rem; font-weight: 600; border-bottom-color: var(--muted); vertical-align: bottom; }
.numbers tbody th { font-weight: 500; }
.numbers .best { font-weight: 700; background: linear-gradient(var(--mark), var(--mark)) no-repeat right 0 top 50% / calc(100% - 1.25rem) 1.9em; padding-right: 0.6rem; }
.numbers td, .numbers thead th:not(:first-child) { padding-right: 0.6rem; }
.unit { font-weight: 400; color: var(--muted); }

.drawings { display: grid; gap: 1.25rem 1.5rem; }
.several .drawings { grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); }
.drawings > div { min-width: 0; }
.chart { --plot-background: var(--page); display: block; max-width: 100%; height: auto; }

.pictures td { padding: 2px; }
.pictures th { font-size: 0.8125rem; font-weight: 600; }
.pictures tbody th { padding-right: 0.75rem; text-align: right; white-space: nowrap; }
.pictures thead th { font-weight: 400; color: var(--muted); }
.pictures button { display: block; padding: 0; border: 0; background: none; cursor: zoom-in; border-radius: 3px; }
.pictures button:hover, .pictures button:focus-visible { outline: 2px solid var(--series-1); outline-offset: 1px; }
img { display: block; max-width: 100%; height: auto; image-rendering: pixelated; border-radius: 2px; }
dialog { max-width: 96vw; max-height: 96vh; padding: 1rem; border: 0; border-radius: 8px; background: var(--page); color: var(--ink); cursor: zoom-out; }
dialog::backdrop { background: rgb(0 0 0 / 70%); }
dialog[open] { display: flex; flex-wrap: wrap; justify-content: center; gap: 1rem; }
dialog figure { margin: 0; }
dialog figcaption { margin: 0 0 0.25rem; }

@media print {
  :root { font-size: 11px; }
  main, header { max-width: none; padding: 0; }
  section { margin-top: 1.5rem; }
  h2, h3 { break-after: avoid; }
  .scroll { overflow: visible; }
  .numbers .best { background: none; }
}
`;
