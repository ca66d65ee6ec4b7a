/** How the layers of a deep network follow each other: what becomes of the stream and of the branch beside it. */

/** The next stream is `carry` times the stream plus `branch` times what the layer made of it. */
export interface Mixture {
  readonly carry: number;
  readonly branch: number;
}

/** Factors that an architecture may use. */
interface Factors {
  readonly beta: number;
  readonly transformGate: number;
}

export const architectures = {
  plain: () => ({ carry: 0, branch: 1 }),
  residual: ({ beta }) => ({ carry: 1, branch: beta }),
  highway: ({ transformGate }) => ({ carry: Math.sqrt(1 - transformGate ** 2), branch: transformGate }),
} as const satisfies Readonly<Record<string, (factors: Factors) => Mixture>>;
