/** Options as a table: defaults, presets, and values out of range. */

import { describe, expect, it } from 'vitest';
import { automatic, choice, count, defaultsOf, resolveOptions, share, text, whole } from './option-table.js';

const table = {
  steps: count(1200, 'training steps'),
  seed: whole(1, 'randomness'),
  decay: share(0, 'of the average'),
  loss: choice('l2', ['l2', 'l1'], 'which'),
  labelled: automatic(whole(0, 'how many')),
  comparator: text(undefined, 'which network', 'name|file'),
};

describe('resolveOptions', () => {
  it('takes what is said, else the preset, else the default', () => {
    const options = resolveOptions(table, { steps: 10, loss: 'l1' }, { steps: 20, unknown: 3 });
    expect(options).toEqual({
      steps: 20,
      seed: 1,
      decay: 0,
      loss: 'l1',
      labelled: undefined,
      comparator: undefined,
    });
    expect(resolveOptions(table, {}, {})).toEqual(defaultsOf(table));
  });

  it.each([
    ['steps', 0, '0 is not a whole number above 0'],
    ['steps', 1.5, '1.5 is not a whole number above 0'],
    ['seed', -1, '-1 is not a whole number from 0'],
    ['decay', 1, '1 is not from 0 up to, but not including, 1'],
    ['decay', Number.NaN, 'NaN is not from 0'],
    ['steps', '7', '7 is not a whole number above 0'],
    ['loss', 'l3', 'l3 is not one of l2, l1'],
    ['labelled', -1, '-1 is not a whole number from 0'],
    ['comparator', 3, '3 is not a text'],
  ])('refuses %s = %s and says what it takes', (name, value, message) => {
    expect(() => resolveOptions(table, {}, { [name]: value })).toThrow(`option ${name}: ${message}`);
  });
});
