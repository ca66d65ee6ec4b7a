/** Recipes: whole experiments, from pictures in a folder to trained networks and what shows how good they are. */
export { aaeFiles } from './aae/files.js';
export { aaeRecipe, trainAae } from './aae/recipe.js';
export { autoencoderFiles } from './autoencoder/files.js';
export { autoencoderRecipe, trainAutoencoder } from './autoencoder/recipe.js';
export { loadAutoencoder, type Reconstructor } from './autoencoder/reconstruct.js';
export { centredNetwork } from './classifier/centred.js';
export { openClassified } from './classifier/data.js';
export { classifierFiles } from './classifier/files.js';
export { type ClassifierNetwork, classifierNetworks } from './classifier/network-names.js';
export { namedClassifier } from './classifier/networks.js';
export { classifierRecipe, trainClassifier } from './classifier/recipe.js';
export { readTrained } from './classifier/trained.js';
export { deepRecipe, trainDeep } from './deep/recipe.js';
export { exemplarFiles } from './exemplar/files.js';
export { exemplarRecipe, trainExemplar } from './exemplar/recipe.js';
export {
  type Recipe,
  type RecipeDescription,
  type RecipeReport,
  type RecipeRun,
  type RunPlace,
  type TrainingEvent,
  trainRecipe,
} from './frame/index.js';
export { inversionFiles } from './inversion/files.js';
export { inversionRecipe, trainInversion } from './inversion/recipe.js';
export { readRunConfiguration } from './run-configuration.js';
export { vaeFiles } from './vae/files.js';
export { trainVae, vaeRecipe } from './vae/recipe.js';
