/** The values that are written beside an axis. */

/** About so many on a linear axis. */
const wanted = 6;

/** On a logarithmic axis 1, 2 and 5 times the powers of ten, if that gives enough; otherwise round values, evenly. */
export function ticksOf(scale: 'linear' | 'log', [low, high]: readonly [number, number]): number[] {
  if (scale === 'linear') return evenTicks(low, high);
  const first = Math.floor(Math.log10(low));
  const decades = Array.from({ length: Math.ceil(Math.log10(high)) - first + 1 }, (_, i) => first + i);
  const digits = decades.length > 5 ? [1] : [1, 2, 5];
  const marks = decades.flatMap((exponent) => digits.map((digit) => Number(`${digit}e${exponent}`)));
  const inside = marks.filter((mark) => mark >= low && mark <= high);
  return inside.length < 3 ? evenTicks(low, high) : inside;
}

/** The same of what is counted, of which there are no halves. */
export function wholeTicks(range: readonly [number, number]): number[] {
  return ticksOf('linear', range).filter(Number.isInteger);
}

/** Multiples of 1, 2 or 5 times a power of ten. */
function evenTicks(low: number, high: number): number[] {
  if (low === high) return [low];
  const least = (high - low) / wanted;
  const exponent = Math.floor(Math.log10(least));
  const step = Math.min(
    ...[1, 2, 5, 10].map((digit) => Number(`${digit}e${exponent}`)).filter((each) => each >= least),
  );
  const first = Math.ceil(rounded(low / step));
  const count = Math.floor(rounded(high / step)) - first + 1;
  return Array.from({ length: count }, (_, i) => rounded((first + i) * step));
}

/** Without the last digits, where 0.3 / 0.1 is less than 3. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

/** Such as `0.005`, `1,500` and `1e-7`. */
export function tickText(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e7)) return Number(value.toPrecision(6)).toExponential();
  return value.toLocaleString('en-US', { maximumSignificantDigits: 6 });
}
