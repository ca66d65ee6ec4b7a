/** The names of the classifiers that can be trained: light to load. */

export const classifierNetworks = ['plain-cnn', 'residual', 'inception-bn'] as const;

/** One of them. */
export type ClassifierNetwork = (typeof classifierNetworks)[number];
