/** Threefry-2x32 with 20 rounds: the block function behind every random bit. */

/** Mixed into the third key word by the definition, so that it is not zero for a zero key. */
const parity = 0x1bd11bda;

/**
 * Threefry-2x32-20 of J. Salmon, M. Moraes, R. Dror and D. Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC11):
 * a bijection of the 64-bit counter for every 64-bit key, both given as two 32-bit words. Writes the two words of the
 * result to `out[position]` and `out[position + 1]`.
 *
 * Written out round by round: as a loop over the rotations it has a third of the speed.
 */
export function threefry2x32(
  key0: number,
  key1: number,
  counter0: number,
  counter1: number,
  out: Int32Array,
  position: number,
): void {
  const key2 = parity ^ key0 ^ key1;
  let a = (counter0 + key0) | 0;
  let b = (counter1 + key1) | 0;

  a = (a + b) | 0;
  b = rotate(b, 13) ^ a;
  a = (a + b) | 0;
  b = rotate(b, 15) ^ a;
  a = (a + b) | 0;
  b = rotate(b, 26) ^ a;
  a = (a + b) | 0;
  b = rotate(b, 6) ^ a;
  a = (a + key1) | 0;
  b = (b + key2 + 1) | 0;

  a = (a + b) | 0;
  b = rotate(b, 17) ^ a;
  a = (a + b) | 0;
  b = rotate(b, 29) ^ a;
  a = (a + b) | 0;
  b = rotate(b, 16) ^ a;
  a = (a + b) | 0;
  b = rotate(b, 24) ^ a;
  a = (a + key2) | 0;
  b = (b + key0 + 2) | 0;

  a = (a + b) | 0;
  b = rotate(b, 13) ^ a;
  a = (a + b) | 0;
  b = rotate(b, 15) ^ a;
  a = (a + b) | 0;
  b = rotate(b, 26) ^ a;
  a = (a + b) | 0;
  b = rotate(b, 6) ^ a;
  a = (a + key0) | 0;
  b = (b + key1 + 3) | 0;

  a = (a + b) | 0;
  b = rotate(b, 17) ^ a;
  a = (a + b) | 0;
  b = rotate(b, 29) ^ a;
  a = (a + b) | 0;
  b = rotate(b, 16) ^ a;
  a = (a + b) | 0;
  b = rotate(b, 24) ^ a;
  a = (a + key1) | 0;
  b = (b + key2 + 4) | 0;

  a = (a + b) | 0;
  b = rotate(b, 13) ^ a;
  a = (a + b) | 0;
  b = rotate(b, 15) ^ a;
  a = (a + b) | 0;
  b = rotate(b, 26) ^ a;
  a = (a + b) | 0;
  b = rotate(b, 6) ^ a;

  out[position] = (a + key2) | 0;
  out[position + 1] = (b + key0 + 5) | 0;
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
