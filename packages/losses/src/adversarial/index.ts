/** Adversarial losses: the games of a generator and a discriminator. */
export {
  type AdversarialKind,
  type AdversarialLoss,
  adversarialLosses,
  type DiscriminatorLoss,
} from './adversarial-losses.js';
export { type CrossEntropies, crossEntropies } from './cross-entropies.js';
export { realScore } from './scores.js';
