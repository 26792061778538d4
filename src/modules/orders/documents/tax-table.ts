import { roundHalfUp } from '../../../common/money/money.js';

/** Something that was sold, with the tax that the order keeps for it; minor units. */
export interface TaxedPart {
  /** What is left after discounts, with the tax in it when prices include tax. */
  readonly base: number;
  readonly tax: number;
}

/** A row of the tax table. `rate` is a fraction (`0.2`); null when no known rate gives these sums. */
export interface TaxRow {
  readonly rate: string | null;
  /** Without tax. */
  readonly net: number;
  readonly tax: number;
}

const SCALE = 6;
const ONE = 10n ** BigInt(SCALE);

/**
 * Which rates were applied. The order keeps amounts and no rates, so each is looked for among those
 * of the shop and taken only if it gives the amount that was paid, to the one unit by which sharing
 * out moves it. The sums are those of the order whatever the rates are called: a rate that no
 * longer exists is left open and never guessed.
 *
 * @param rates fractions that the shop has or had, `0.2` for 20 %
 * @returns the rate of each part, in order, and the table by rate, highest first
 */
export function taxTable(
  parts: readonly TaxedPart[],
  rates: readonly string[],
  taxInclusive: boolean,
): { readonly rates: readonly (string | null)[]; readonly rows: readonly TaxRow[] } {
  const found = parts.map((): string | null => null);
  // Large amounts tell rates apart; small ones then take what those have shown.
  const order = parts.map((_, index) => index).sort((a, b) => baseOf(parts, b) - baseOf(parts, a));
  const used: string[] = [];
  for (const index of order) {
    const part = parts[index];
    if (part === undefined) continue;
    const rate = part.tax === 0 ? '0' : bestRate(part, used, rates, taxInclusive);
    if (rate !== null && !used.includes(rate)) used.push(rate);
    found[index] = rate;
  }
  return { rates: found, rows: rowsOf(parts, found, taxInclusive) };
}

function baseOf(parts: readonly TaxedPart[], index: number): number {
  return parts[index]?.base ?? 0;
}

function bestRate(
  part: TaxedPart,
  used: readonly string[],
  rates: readonly string[],
  taxInclusive: boolean,
): string | null {
  const fits = (rate: string): boolean =>
    Math.abs(taxOf(part.base, rate, taxInclusive) - part.tax) <= 1;
  const seen = used.filter((rate) => rate !== '0').find(fits);
  if (seen !== undefined) return seen;
  const off = (rate: string): number => Math.abs(taxOf(part.base, rate, taxInclusive) - part.tax);
  const known = rates.filter((rate) => Number(rate) > 0 && fits(rate));
  return known.sort((a, b) => off(a) - off(b) || Number(a) - Number(b))[0] ?? null;
}

function rowsOf(
  parts: readonly TaxedPart[],
  found: readonly (string | null)[],
  taxInclusive: boolean,
): TaxRow[] {
  const rows = new Map<string | null, { net: number; tax: number }>();
  parts.forEach(({ base, tax }, index) => {
    const rate = found[index] ?? null;
    const row = rows.get(rate) ?? { net: 0, tax: 0 };
    row.net += taxInclusive ? base - tax : base;
    row.tax += tax;
    rows.set(rate, row);
  });
  return [...rows]
    .map(([rate, sums]) => ({ rate, ...sums }))
    .sort((a, b) => Number(b.rate ?? -1) - Number(a.rate ?? -1));
}

/** As prices are taxed: half up; of an inclusive base the part that is tax. */
function taxOf(base: number, rate: string, taxInclusive: boolean): number {
  const [whole = '0', fraction = ''] = rate.split('.');
  const scaled = BigInt(whole + fraction.padEnd(SCALE, '0').slice(0, SCALE));
  return roundHalfUp(BigInt(base) * scaled, taxInclusive ? ONE + scaled : ONE);
}
