/**
 * Divides whole numbers and rounds half away from zero: the one rounding rule of the shop.
 * Symmetric in the sign, so that a refund mirrors its charge.
 *
 * @throws RangeError when the denominator is zero or the result is no safe integer.
 */
export function roundHalfUp(numerator: number | bigint, denominator: number | bigint): number {
  const top = BigInt(numerator);
  const bottom = BigInt(denominator);
  if (bottom === 0n) throw new RangeError('roundHalfUp: division by zero');
  const negative = top < 0n !== bottom < 0n;
  const size = abs(top);
  const by = abs(bottom);
  const rounded = toSafeNumber((2n * size + by) / (2n * by));
  return negative && rounded !== 0 ? -rounded : rounded;
}

/**
 * An amount times a decimal rate given as text, rounded once: `multiplyByRate(1999, '0.0825')`
 * is 165.
 *
 * @throws RangeError when the rate is not a plain decimal number.
 */
export function multiplyByRate(minor: number, rate: string): number {
  const match = /^(-?\d+)(?:\.(\d+))?$/.exec(rate);
  if (!match) throw new RangeError('multiplyByRate: the rate is not a decimal number');
  const [, whole = '', fraction = ''] = match;
  return roundHalfUp(BigInt(minor) * BigInt(whole + fraction), 10n ** BigInt(fraction.length));
}

/**
 * Splits a total by weights so that the parts always sum to it (largest remainder; the first
 * of two equal remainders wins). Weights that are all zero count as equal ones.
 *
 * @throws RangeError for a negative weight, and when there is a total but nobody to carry it.
 */
export function allocate(total: number, weights: readonly number[]): number[] {
  if (!Number.isSafeInteger(total)) throw new RangeError('allocate: total is no whole number');
  if (weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0)) {
    throw new RangeError('allocate: weights are whole numbers from zero up');
  }
  if (weights.length === 0) {
    if (total === 0) return [];
    throw new RangeError('allocate: a total, but no weights');
  }
  const sum = weights.reduce((all, weight) => all + BigInt(weight), 0n);
  const effective = sum === 0n ? weights.map(() => 1n) : weights.map(BigInt);
  const parts = split(abs(BigInt(total)), effective);
  return parts.map((part) => (total < 0 && part !== 0n ? -toSafeNumber(part) : toSafeNumber(part)));
}

function split(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((all, weight) => all + weight, 0n);
  const parts = weights.map((weight) => (total * weight) / sum);
  let left = total - parts.reduce((all, part) => all + part, 0n);
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (total * weight) % sum }))
    .sort(
      (a, b) =>
        Number(b.remainder > a.remainder) - Number(b.remainder < a.remainder) || a.index - b.index,
    );
  for (const { index } of byRemainder) {
    if (left === 0n) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return parts;
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function toSafeNumber(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError('the result is too large');
  return number;
}
