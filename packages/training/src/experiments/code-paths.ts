/** Ways from one code to another. */

/** A way: the code at `t`, from 0, the first, to 1, the second. */
export type CodePath = (from: Float32Array, to: Float32Array, t: number) => Float32Array;

/** By name. */
export const codePaths = {
  /** Straight. */
  linear: (from, to, t) => weighted(from, 1 - t, to, t),
  /**
   * Along the arc between them around 0 (Shoemake 1985), on which codes from N(0, I) keep their usual length; in the middle of a
   * straight way they are shorter.
   */
  spherical: (from, to, t) => {
    const angle = angleBetween(from, to);
    const sine = Math.sin(angle);
    // Of parallel codes the arc is the straight way.
    if (sine < 1e-6) return weighted(from, 1 - t, to, t);
    return weighted(from, Math.sin((1 - t) * angle) / sine, to, Math.sin(t * angle) / sine);
  },
} as const satisfies Readonly<Record<string, CodePath>>;

function weighted(a: Float32Array, weightA: number, b: Float32Array, weightB: number): Float32Array {
  return a.map((value, i) => weightA * value + weightB * b[i]!);
}

function angleBetween(a: Float32Array, b: Float32Array): number {
  const cosine = product(a, b) / Math.sqrt(product(a, a) * product(b, b));
  return Number.isNaN(cosine) ? 0 : Math.acos(Math.min(Math.max(cosine, -1), 1));
}

function product(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
