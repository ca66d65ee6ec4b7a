/** Sentences in lines. */

import { expect, it } from 'vitest';
import { wrap } from './wrap.js';

it('breaks between words, indents what follows, and keeps words that are too long', () => {
  expect(wrap('one two three', 9)).toBe('one two\n  three');
  expect(wrap('a-very-long-word b', 8)).toBe('a-very-long-word\n  b');
  expect(wrap('fits', 8)).toBe('fits');
});
