/** Confusion matrices as drawings. */

import { expect, it } from 'vitest';
import { confusionChart } from './confusion-chart.js';

const classes = ['cat', 'dog', 'newt'];

it('names the classes on both sides, and writes shares of rows in percent where they are not 0', () => {
  const svg = confusionChart(
    [
      [3, 1, 0],
      [0, 0, 0],
      [2, 2, 4],
    ],
    { classes },
  );
  for (const name of classes) expect(svg.split(`>${name}<`)).toHaveLength(3);
  const numbers = [...svg.matchAll(/>(\d+)</g)].map(([, number]) => Number(number));
  expect(numbers).toEqual([75, 25, 25, 25, 50]);
});

it('refuses counts that are not one row and column per class', () => {
  expect(() => confusionChart([[1, 2]], { classes: ['cat', 'dog'] })).toThrow(/2 rows of 2/);
});
