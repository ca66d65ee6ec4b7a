/** The standard normal number of a random word, by inverting the normal distribution function. */

/** 2^(k - 31) for k from 0 to 32, which brings a 31-bit number with k leading zeros to [1, 2). */
const scales = new Float64Array(33);
for (let k = 0, scale = 1 / 0x8000_0000; k < scales.length; k++, scale *= 2) scales[k] = scale;

/**
 * Turns a uniform signed 32-bit word into a standard normal number, monotonically in its lower 31 bits and with the
 * sign of the word. Relative error below 4e-9, so that rounding to float32 decides the last bit; the largest
 * magnitude is 6.34.
 *
 * The bits must be the same on every machine and in every version of Node, but ECMAScript leaves the last bits of
 * `Math.log`, `Math.cos` and `**` to the engine, and V8 has changed them before. It does require +, -, * and / on
 * doubles to be rounded exactly and forbids to fuse them, and `Math.clz32` is exact; only these are used here.
 *
 * With the tail probability t = (m + 1/2) / 2^32 of the lower bits m, x = 1 - 2t and w = -ln(1 - x^2) = -ln(4t(1 - t)),
 * the normal quantile is x R(w) with a smooth R (the variables are those of M. Giles, "Approximating the erfinv
 * function", GPU Computing Gems 2, 2011). R is one rational function of degree 7 over 6, our own fit; so is the
 * logarithm. `fixtures/fit.py` makes both.
 */
export function standardNormal(word: number): number {
  const m = word & 0x7fff_ffff;
  const tail = (m + 0.5) / 0x1_0000_0000;
  const zeros = Math.clz32(m);
  const w = (zeros - 1) * Math.LN2 - logarithm((m + 0.5) * scales[zeros]! * (1 - tail));
  const magnitude = (1 - 2 * tail) * quantileRatio(w);
  return word < 0 ? -magnitude : magnitude;
}

/** ln(g) for g in [1/2, 2] as 2 artanh((g - 1) / (g + 1)), within 4e-11. */
function logarithm(g: number): number {
  const s = (g - 1) / (g + 1);
  const u = s * s;
  let sum = 0.24413066204709855;
  sum = sum * u + 0.2139325114817055;
  sum = sum * u + 0.2862072206109058;
  sum = sum * u + 0.39998690904763173;
  sum = sum * u + 0.6666667930741272;
  sum = sum * u + 1.999999999802809;
  return s * sum;
}

/** R(w) for w in [0, 21.6], within 2e-9 relative. */
function quantileRatio(w: number): number {
  let p = 1.2894675108900271e-8;
  p = p * w + 3.369413327791172e-6;
  p = p * w + 0.00010356693051504435;
  p = p * w + 0.0016291162973448266;
  p = p * w + 0.01606067461222833;
  p = p * w + 0.10845934006054167;
  p = p * w + 0.49820443157645794;
  p = p * w + 1.253314138133692;
  let q = 2.2507565748006013e-7;
  q = q * w + 1.542089673820908e-5;
  q = q * w + 0.0003277504289595697;
  q = q * w + 0.0037388811584530934;
  q = q * w + 0.03797697229755974;
  q = q * w + 0.13571026213120654;
  q = q * w + 1;
  return p / q;
}
