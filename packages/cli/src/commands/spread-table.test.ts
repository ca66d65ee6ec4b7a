import { expect, it } from 'vitest';
import { spreadTable } from './spread-table.js';

it('has a row for each measure, and numbers that can be compared', () => {
  const measures = { share: { mean: 0.98765, deviation: 0 }, mmd: { mean: -4.2e-5, deviation: 1e-6 } };
  const seconds = { mean: 372.06, deviation: 12.34 };
  expect(spreadTable('by', [{ name: 'first', measures: { ...measures, seconds } }])).toBe(
    ['by       first', 'share    0.988 ± 0', 'mmd      -4.2e-5 ± 1.0e-6', 'seconds  372 ± 12.3', ''].join(
      '\n',
    ),
  );
});
