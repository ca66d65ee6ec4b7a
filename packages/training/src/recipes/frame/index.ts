/** What all recipes have in common: options as a table, learners, and runs in folders. */
export type { Improvement, Pictures, Totals, TrainingEvent, TrainingState } from './job.js';
export type { Control, HostBatch, Learner, Program, TensorBatch } from './learner.js';
export {
  atLeastZero,
  choice,
  commonOptions,
  count,
  defaultsOf,
  type OptionsOf,
  type OptionTable,
  type Presets,
  positive,
  properShare,
  resolveOptions,
  share,
  text,
  whole,
} from './option-table.js';
export { type ImageBatch, openPictures } from './pictures.js';
export type { Opened, Recipe, RecipeDescription, RecipeReport, RecipeSource } from './recipe.js';
export { runLearner } from './run-learner.js';
export { type RecipeRun, type RunPlace, trainRecipe } from './train-recipe.js';
