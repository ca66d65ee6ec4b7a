/** Reports are valid HTML that needs nothing else, whatever is in them. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { type Image, readImage } from '../../images/index.js';
import { lineChart } from '../chart/line-chart.js';
import { htmlReport } from './html-report.js';
import { html } from './markup.js';
import type { Report, ReportPart } from './report.js';
import { writeReport } from './write-report.js';

const hostile = `<b>"bold" & 'quoted'</b></script><!-- -->`;

function picture(channels: 1 | 3, width: number, height: number): Image {
  const data = Float32Array.from({ length: width * height * channels }, (_, i) => (i % 5) / 4);
  return { width, height, channels, data };
}

const parts: readonly ReportPart[] = [
  { kind: 'text', text: `First ${hostile}.\n\nSecond with \`code < 1\`.` },
  { kind: 'definitions', entries: { steps: 1200, resume: false, [hostile]: hostile, unsaid: undefined } },
  {
    kind: 'numbers',
    caption: hostile,
    heading: 'model',
    columns: [
      { name: 'error', unit: '%', decimals: 1, best: 'lowest' },
      { name: 'sharpness', best: 1 },
      { name: 'PSNR', unit: 'dB', best: 'highest' },
    ],
    rows: [
      { name: 'l2', values: [15.34, 0.41234, 21.5] },
      { name: hostile, values: [19.8, 1.12, undefined] },
      { name: 'worst', values: [-2.5, 9, Number.POSITIVE_INFINITY] },
    ],
  },
  {
    kind: 'charts',
    caption: hostile,
    charts: ['one', 'two'].map((title) => ({
      title,
      svg: lineChart([{ name: hostile, line: [1, 2, 3].map((x) => ({ x, y: x * x })) }], {
        theme: 'page',
        description: hostile,
      }),
    })),
  },
  {
    kind: 'pictures',
    caption: 'The pictures.',
    columns: ['first', 'second'],
    rows: [
      { label: hostile, pictures: [picture(3, 8, 8), picture(1, 5, 7)] },
      { label: 'reconstruction', pictures: [picture(3, 8, 8)] },
    ],
  },
];
const report: Report = { title: hostile, lead: hostile, sections: [{ title: hostile, parts }] };

const text = await htmlReport(report);
const { document } = parseHTML(text);
const all = (selector: string) => [...document.querySelectorAll(selector)];
const textsOf = (selector: string) => all(selector).map(({ textContent }) => textContent);

/** Tags that are not closed, closed twice or closed across one another. */
function unbalancedTags(page: string): string[] {
  const alone = new Set('!doctype meta link img br hr input'.split(' '));
  const open: string[] = [];
  const wrong: string[] = [];
  const withoutRaw = page.replaceAll(/(<(style|script)[^>]*>)[\s\S]*?(<\/\2>)/g, '$1$3');
  for (const [tag, slash, name = '', end] of withoutRaw.matchAll(
    /<(\/?)([a-zA-Z!][\w-]*)(?:\s+[\w:-]+(?:="[^"]*")?)*\s*(\/?)>/g,
  )) {
    if (alone.has(name.toLowerCase()) || end === '/') continue;
    if (slash === '') open.push(name);
    else if (open.pop() !== name) wrong.push(tag);
  }
  return [...wrong, ...open];
}

describe('a report', () => {
  it('has balanced tags, and no text of anybody becomes a tag', () => {
    expect(unbalancedTags('<p><b></p></b>')).not.toEqual([]);
    expect(unbalancedTags(text)).toEqual([]);
    expect(all('b')).toEqual([]);
    expect(all('script')).toHaveLength(1);
    expect(document.title).toBe(hostile);
    expect(textsOf('h1, h2, .lead')).toEqual([hostile, hostile, hostile]);
  });

  it('needs nothing from anywhere', () => {
    const addresses = [...text.matchAll(/\b(?:src|href|xlink:href|srcset|action)="([^"]*)"/g)].map(
      ([, at]) => at,
    );
    expect(addresses.length).toBeGreaterThan(3);
    expect(addresses.every((at) => at!.startsWith('data:'))).toBe(true);
    expect(text).not.toMatch(/@import|url\(|fetch\(|<iframe|<object/);
    const policy = document.querySelector('meta[http-equiv=Content-Security-Policy]')!;
    expect(policy.getAttribute('content')).toContain("default-src 'none'");
  });

  it('has a language, a title and one heading of each rank above the next', () => {
    expect(document.documentElement.getAttribute('lang')).toBe('en');
    expect(all('h1')).toHaveLength(1);
    expect(all('meta[name=viewport], meta[charset]')).toHaveLength(2);
  });

  it('says what every picture and drawing shows', () => {
    expect(all('img').map((image) => image.getAttribute('alt'))).toEqual([
      `${hostile}, first`,
      `${hostile}, second`,
      'reconstruction, first',
    ]);
    const drawings = all('svg.chart');
    expect(drawings).toHaveLength(2);
    for (const drawing of drawings) expect(drawing.getAttribute('aria-label')).toBe(hostile);
  });

  it('shows the pixels it was given, as squares', async () => {
    const [first, second] = await Promise.all(
      all('img').map((image) => {
        const [, data] = image.getAttribute('src')!.split('base64,');
        return readImage(Buffer.from(data!, 'base64'), { channels: 'file' });
      }),
    );
    const rounded = (image: Image) => ({
      ...image,
      data: Float32Array.from(image.data, (value) => Math.round(255 * value) / 255),
    });
    expect(first).toEqual(rounded(picture(3, 8, 8)));
    expect(second).toEqual(rounded(picture(1, 5, 7)));
    expect(all('img')[1]!.getAttribute('width')).toBe('110');
    expect(all('img')[1]!.getAttribute('height')).toBe('154');
    expect(text).toContain('image-rendering: pixelated');
  });

  it('has tables with heads, and marks the best of each column', () => {
    const table = document.querySelector('table.numbers')!;
    const headings = [...table.querySelectorAll('thead th')];
    expect(headings.map(({ textContent }) => textContent)).toEqual([
      'model',
      'error %',
      'sharpness',
      'PSNR dB',
    ]);
    for (const heading of headings) expect(heading.getAttribute('scope')).toBe('col');
    for (const name of table.querySelectorAll('tbody th')) expect(name.getAttribute('scope')).toBe('row');
    const lines = [...table.querySelectorAll('tbody tr')].map((row) =>
      [...row.querySelectorAll('td')].map(({ textContent }) => textContent),
    );
    expect(lines).toEqual([
      ['15.3', '0.412', '21.5'],
      ['19.8', '1.12 (best)', '–'],
      ['−2.5 (best)', '9', '∞ (best)'],
    ]);
  });

  it('leaves out definitions without a value', () => {
    expect(textsOf('dt')).toEqual(['steps', 'resume', hostile]);
    expect(textsOf('dd')).toEqual(['1200', 'no', hostile]);
  });

  it('is written whole, into a folder that is made', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'diopter-html-'));
    await writeReport(join(folder, 'new/report.html'), report);
    expect(await readFile(join(folder, 'new/report.html'), 'utf8')).toBe(text);
    await rm(folder, { recursive: true });
  });
});

it('text in templates is read back as it was, in elements and in attributes', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      const { document } = parseHTML(
        html`<html><body><p title="${value}">${value}</p></body></html>`.toString(),
      );
      const paragraph = document.querySelector('p')!;
      expect([paragraph.getAttribute('title'), paragraph.textContent]).toEqual([value, value]);
    }),
  );
});
