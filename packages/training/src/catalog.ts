/** What there is to train, before anything of it is loaded: names and options for help; the rest comes when it runs. */

import { aaeDescription } from './recipes/aae/description.js';
import { autoencoderDescription } from './recipes/autoencoder/description.js';
import { classifierDescription } from './recipes/classifier/description.js';
import { deepDescription } from './recipes/deep/description.js';
import { exemplarDescription } from './recipes/exemplar/description.js';
import type { OptionTable } from './recipes/frame/option-table.js';
import type { Recipe, RecipeDescription } from './recipes/frame/recipe.js';
import { inversionDescription } from './recipes/inversion/description.js';
import { vaeDescription } from './recipes/vae/description.js';

export { designOptions } from './recipes/deep/description.js';
export type { ChoiceOption, NumberOption, OptionTable, TextOption } from './recipes/frame/option-table.js';
export type { RecipeDescription } from './recipes/frame/recipe.js';

/** A recipe in the catalog. */
export interface CatalogEntry<Table extends OptionTable = OptionTable> {
  readonly description: RecipeDescription<Table>;
  /** Loads the rest, engines and all. */
  readonly load: () => Promise<Recipe<Table>>;
}

/** Every recipe that trains a network. */
export const catalog: readonly CatalogEntry[] = [
  entry({
    description: autoencoderDescription,
    load: async () => (await import('./recipes/autoencoder/recipe.js')).autoencoderRecipe,
  }),
  entry({
    description: vaeDescription,
    load: async () => (await import('./recipes/vae/recipe.js')).vaeRecipe,
  }),
  entry({
    description: inversionDescription,
    load: async () => (await import('./recipes/inversion/recipe.js')).inversionRecipe,
  }),
  entry({
    description: aaeDescription,
    load: async () => (await import('./recipes/aae/recipe.js')).aaeRecipe,
  }),
  entry({
    description: exemplarDescription,
    load: async () => (await import('./recipes/exemplar/recipe.js')).exemplarRecipe,
  }),
  entry({
    description: classifierDescription,
    load: async () => (await import('./recipes/classifier/recipe.js')).classifierRecipe,
  }),
  entry({
    description: deepDescription,
    load: async () => (await import('./recipes/deep/recipe.js')).deepRecipe,
  }),
];

/** An entry among others: whoever runs it checks options by its table, not by its type. */
function entry<Table extends OptionTable>(specific: CatalogEntry<Table>): CatalogEntry {
  return specific as unknown as CatalogEntry;
}
