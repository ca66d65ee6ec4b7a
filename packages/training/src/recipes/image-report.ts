/** What reports of two players should show: who learned when, and why. */

import { pauseRule } from '../adversarial/index.js';
import type { Recipe } from './frame/index.js';

/** The ratio that the pause rule looks at, with its thresholds, and who learned in each step; nothing for one player. */
export const playersReported: NonNullable<Recipe['reported']> = (rows) => {
  if (!rows.some(({ ratio }) => ratio !== undefined)) return {};
  const rule = pauseRule();
  let state = rule.start;
  const programs = rows.map(({ ratio }) => {
    if (ratio === undefined) return 'alone';
    const program = rule.program(state);
    state = rule.next(state, ratio);
    return program;
  });
  const ratio = [
    { at: 0.1, label: 'discriminator pauses below' },
    { at: 0.5, label: 'both go on above' },
    { at: 2, label: 'chance' },
    { at: 10, label: 'generator pauses above' },
  ];
  return { rules: { ratio }, programs };
};
