/** Adversarial training: two players in turns, the rule that pauses one of them, and the learner of DeePSiM. */
export type { AdversaryOptions } from './adversary.js';
export {
  type DeepsimLearned,
  type DeepsimLearner,
  type DeepsimLearnerOptions,
  deepsimLearner,
} from './deepsim-learner.js';
export type { Generated, ImageGenerator } from './image-generator.js';
export type { ObjectiveOptions } from './image-objective.js';
export {
  type PauseRule,
  type PauseRuleOptions,
  type PauseState,
  type Playing,
  pauseRule,
} from './pause-rule.js';
export { type Player, type PlayerOptions, type PlayerState, player } from './player.js';
export { type Scores, type Standing, standing } from './standing.js';
export {
  type Game,
  type TensorBatch,
  type TwoPlayersProgram,
  type TwoPlayersState,
  twoPlayers,
} from './two-players.js';
