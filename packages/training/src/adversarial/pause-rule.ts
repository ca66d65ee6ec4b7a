/** The rule that pauses whichever of two players is too far ahead. */

import { DiopterError } from '@diopter/core-tensor/errors';

/** Which players learn at the next step. Plain data: checkpoints hold it. */
export type PauseState = { readonly generator: boolean; readonly discriminator: boolean };

/** Who learns in a step. */
export type Playing = 'both' | 'generator' | 'discriminator';

/** Thresholds of {@link pauseRule}, in ascending order. */
export interface PauseRuleOptions {
  /** Below it the discriminator is paused: it tells real from fake too well for the generator to learn anything. */
  readonly pauseDiscriminator?: number;
  /** Above it a paused discriminator goes on. */
  readonly resumeDiscriminator?: number;
  /** Above it the generator is paused: it fools the discriminator too well. */
  readonly pauseGenerator?: number;
}

/** A small automaton: its state, what it does next, and which programs its states stand for. */
export interface PauseRule {
  readonly start: PauseState;
  /** The state after a step whose ratio was `ratio`; one that is NaN changes nothing. */
  next(state: PauseState, ratio: number): PauseState;
  program(state: PauseState): Playing;
}

/**
 * The pause rule of DeePSiM (Dosovitskiy and Brox, arXiv 1602.02644), as the authors' training code has it: more than the paper says, which
 * names the first threshold only. It looks at the `ratio` of the step just done, `r = (CE_real + CE_fake) /
 * CE_fakeAsReal`, 2 for a discriminator that guesses:
 *
 * 1. r < 0.1 while the discriminator learns: it stops, the generator learns;
 * 2. r > 0.5 while the discriminator is paused: both learn;
 * 3. r > 10 while the generator learns: it stops, the discriminator learns.
 *
 * They are looked at in this order, each in the state that the one before has left. A paused generator goes on by the first only:
 * when the discriminator has caught up.
 *
 * @throws DiopterError `invalid-argument` if the thresholds do not ascend.
 * @example
 * const rule = pauseRule();
 * const state = rule.next(rule.start, 0.05);
 * rule.program(state); // 'generator'
 */
export function pauseRule({
  pauseDiscriminator = 0.1,
  resumeDiscriminator = 0.5,
  pauseGenerator = 10,
}: PauseRuleOptions = {}): PauseRule {
  if (!(pauseDiscriminator < resumeDiscriminator && resumeDiscriminator < pauseGenerator)) {
    throw new DiopterError('invalid-argument', {
      what: `the thresholds ${pauseDiscriminator}, ${resumeDiscriminator} and ${pauseGenerator} do not ascend`,
      where: 'pauseRule',
    });
  }
  const rules: readonly Rule[] = [
    {
      applies: ({ discriminator }, ratio) => discriminator && ratio < pauseDiscriminator,
      gives: { generator: true, discriminator: false },
    },
    {
      applies: ({ discriminator }, ratio) => !discriminator && ratio > resumeDiscriminator,
      gives: { generator: true, discriminator: true },
    },
    {
      applies: ({ generator }, ratio) => generator && ratio > pauseGenerator,
      gives: { generator: false, discriminator: true },
    },
  ];
  return {
    start: { generator: true, discriminator: true },
    next: (state, ratio) =>
      rules.reduce((from, { applies, gives }) => (applies(from, ratio) ? gives : from), state),
    program: programOf,
  };
}

interface Rule {
  applies(state: PauseState, ratio: number): boolean;
  readonly gives: PauseState;
}

function programOf({ generator, discriminator }: PauseState): Playing {
  if (generator && discriminator) return 'both';
  if (generator || discriminator) return generator ? 'generator' : 'discriminator';
  throw new DiopterError('invalid-argument', {
    what: 'neither player learns',
    where: 'pauseRule, state',
    help: 'begin with the start of the rule',
  });
}
