/** Charts in rows and columns. */

import { describe, expect, it } from 'vitest';
import { renderSvg } from '../../images/index.js';
import { chartGrid } from './chart-grid.js';
import { heatMap } from './heat-map.js';
import { lineChart } from './line-chart.js';

const line = [1, 2, 3].map((x) => ({ x, y: x * x }));
const chart = (width: number, height: number) => lineChart([{ name: 'a < b', line }], { width, height });

/** The corners of the groups that charts have become. */
const corners = (svg: string) =>
  [...svg.matchAll(/<g transform="translate\((\d+),(\d+)\)" [^>]*font-family/g)].map(([, x, y]) => [
    Number(x),
    Number(y),
  ]);

describe('chartGrid', () => {
  it('gives every chart a place of its own, right-aligned in its column, below its title', () => {
    const svg = chartGrid(
      [{ title: 'one & two', svg: chart(200, 100) }, { svg: chart(150, 120) }, { svg: chart(180, 90) }],
      { columns: 2, gap: 10 },
    );
    expect(svg).toMatch(/^<svg [^>]*width="360" height="242" viewBox="0 0 360 242"/);
    expect(corners(svg)).toEqual([
      [0, 22],
      [210, 22],
      [20, 152],
    ]);
    expect(svg).toContain('>one &amp; two</text>');
    expect(svg.split('>a &lt; b<')).toHaveLength(4);
  });

  it('is one document, which draws pictures too', () => {
    const pixels = heatMap([[0, 1]], { side: 60, legend: false, scheme: 'viridis' });
    const svg = chartGrid([{ svg: pixels }, { svg: pixels }], { note: 'from 0 to 1', description: 'twice' });
    expect(svg.split('<svg')).toHaveLength(2);
    expect(svg.split('<style')).toHaveLength(2);
    expect(svg).toContain('aria-label="twice"');
    const { width, height, channels, data } = renderSvg(svg);
    expect(svg).toContain(`viewBox="0 0 ${width} ${height}"`);
    const yellow = (from: number, to: number) => {
      const columns = Array.from({ length: width * height }, (_, i) => i).filter(
        (i) => i % width >= from && i % width < to,
      );
      return columns.filter((i) => data[i * channels]! > 0.9 && data[i * channels + 2]! < 0.3).length;
    };
    expect(yellow(0, width / 2)).toBeGreaterThan(500);
    expect(yellow(0, width / 2)).toBe(yellow(width / 2, width));
  });

  it.each([[[]], [[{ svg: 'no drawing' }]], [[{ svg: '<svg xmlns="http://www.w3.org/2000/svg"></svg>' }]]])(
    'refuses %j',
    (panels) => {
      expect(() => chartGrid(panels)).toThrow(expect.objectContaining({ code: 'invalid-data' }));
    },
  );
});

describe('lineChart', () => {
  it('draws a bar for each range, and makes room for it', () => {
    const ranges = line.map(({ x, y }) => ({ x, low: y - 1, high: y + 21 }));
    const svg = lineChart([{ name: 'squares', dots: line, ranges }]);
    expect(svg.split('stroke-opacity="0.6"')[1]!.match(/<line /g)).toHaveLength(3);
    expect(svg).toContain('>30<');
  });

  it('has no place on a logarithmic axis for a range down to 0', () => {
    const series = [{ name: 'one', dots: [{ x: 1, y: 1 }], ranges: [{ x: 1, low: 0, high: 2 }] }];
    expect(() => lineChart(series, { y: { scale: 'log' } })).toThrow(/logarithmic/);
  });
});
