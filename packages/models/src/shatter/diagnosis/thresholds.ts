/** Where the verdict draws its lines, and why there. All are choices of ours. */

/**
 * Below this share of brown noise a gradient counts as shattered. White noise has 0 with a standard deviation of 0.02 at 256
 * points; single networks of the paper's experiment that are known to shatter (centred or with batch norm, 24 and 50 layers) had
 * at most 0.11, and residual ones with batch norm and β = 1 at 50 blocks, which keep something, 0.22 on average.
 */
export const shatteredBelow = 0.15;

/**
 * From this share of brown noise on a gradient counts as coherent: 99 of 100 paths of brown noise itself have 0.64 or more. Plain
 * networks of 50 layers, half white, had 0.48 on average, residual ones with batch norm and β = 0.1 0.75, single ones of either 0.1 to 1.
 */
export const coherentFrom = 0.6;

/**
 * How alike the active units of two examples are where a layer counts as merging its inputs: 0.4, at half of the units active a
 * co-activation of 0.35, is a correlation of pre-activations of 0.59, which a plain network reaches in its fourth layer from
 * independent inputs.
 */
export const mergingFrom = 0.4;

/** And how much more alike than in the first layer, which sees how alike the inputs are themselves. */
export const mergingClimb = 0.1;

/**
 * Share of channels without activity from which a layer is named. With examples that are much unlike hardly a unit stays inactive on a
 * whole path, so a tenth is worth a look; examples that are alike leave up to half of a fresh layer inactive, which is why the words
 * ask for more of them.
 */
export const deadFrom = 0.1;

/** Share of saturated values from which a layer is named: then its gradient passes through less than half of its units. */
export const saturatedFrom = 0.5;

/** A smooth function counts as saturated where its slope is below this share of its largest. */
export const saturatedSlope = 0.1;

/** From so many examples on, batch norm's statistics are taken from them: their means then err by a quarter of a deviation or less. */
export const enoughExamples = 16;
