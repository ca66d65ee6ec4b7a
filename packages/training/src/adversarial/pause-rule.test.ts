/** Every transition of the pause rule. */

import { describe, expect, it } from 'vitest';
import { type PauseState, type Playing, pauseRule } from './index.js';

const rule = pauseRule();
const states = {
  both: { generator: true, discriminator: true },
  generator: { generator: true, discriminator: false },
  discriminator: { generator: false, discriminator: true },
} as const satisfies Record<Playing, unknown>;

/** Ratios in each interval that the thresholds cut, and on the thresholds, which belong to the middle. */
const after: Readonly<Record<Playing, readonly (readonly [ratio: number, next: Playing])[]>> = {
  both: [
    [0, 'generator'],
    [0.0999, 'generator'],
    [0.1, 'both'],
    [0.3, 'both'],
    [0.5, 'both'],
    [2, 'both'],
    [10, 'both'],
    [10.01, 'discriminator'],
    [Number.POSITIVE_INFINITY, 'discriminator'],
  ],
  generator: [
    [0, 'generator'],
    [0.0999, 'generator'],
    [0.1, 'generator'],
    [0.3, 'generator'],
    [0.5, 'generator'],
    [0.501, 'both'],
    [2, 'both'],
    [10, 'both'],
    // Both learn again by the second rule, and the third looks at that.
    [10.01, 'discriminator'],
  ],
  discriminator: [
    [0, 'generator'],
    [0.0999, 'generator'],
    [0.1, 'discriminator'],
    [0.5, 'discriminator'],
    [2, 'discriminator'],
    [10.01, 'discriminator'],
  ],
};

describe('the pause rule', () => {
  it('begins with both players', () => {
    expect(rule.program(rule.start)).toBe('both');
  });

  it.each(
    Object.entries(after).flatMap(([from, rows]) =>
      rows.map(([ratio, to]) => [from as Playing, ratio, to] as const),
    ),
  )('goes from %s at a ratio of %d to %s', (from, ratio, to) => {
    const next = rule.next(states[from], ratio);
    expect(next).toEqual(states[to]);
    expect(rule.program(next)).toBe(to);
  });

  it.each(Object.entries(states))('stays at %s if the ratio is no number', (_name, state) => {
    expect(rule.next(state, Number.NaN)).toBe(state);
  });

  it('has hysteresis: between its thresholds whoever was paused stays so', () => {
    let state: PauseState = rule.start;
    const seen = [0.05, 0.2, 0.4, 0.6, 0.4, 0.2, 11, 2, 0.5, 0.09, 0.51].map((ratio) => {
      state = rule.next(state, ratio);
      return rule.program(state);
    });
    expect(seen).toEqual([
      ...['generator', 'generator', 'generator', 'both', 'both', 'both'],
      ...['discriminator', 'discriminator', 'discriminator', 'generator', 'both'],
    ]);
  });

  it('takes other thresholds, in ascending order', () => {
    const strict = pauseRule({ pauseDiscriminator: 1, resumeDiscriminator: 1.5, pauseGenerator: 3 });
    expect(strict.program(strict.next(strict.start, 0.9))).toBe('generator');
    expect(strict.program(strict.next(strict.start, 3.1))).toBe('discriminator');
    for (const options of [
      { pauseDiscriminator: 0.5 },
      { pauseGenerator: 0.4 },
      { resumeDiscriminator: Number.NaN },
    ]) {
      expect(() => pauseRule(options)).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
    }
  });

  it('does not know a state in which nobody learns', () => {
    expect(() => rule.program({ generator: false, discriminator: false })).toThrow('neither player');
  });
});
