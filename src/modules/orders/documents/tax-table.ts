import { roundHalfUp } from '../../../common/money/money.js';

/** Something that was sold, with the tax that the order keeps for it; minor units. */
export interface TaxedPart {
  /** What is left after discounts, with the tax in it when prices include tax. */
  readonly base: number;
  readonly tax: number;
  /** As the order kept them; left out where it kept amounts only. */
  readonly charged?: readonly ChargedTax[] | undefined;
}

/** A tax that was charged; minor units. */
export interface ChargedTax {
  readonly name: string;
  /** A fraction without zeros at its end. */
  readonly rate: string;
  readonly base: number;
  readonly tax: number;
}

/** A row of the tax table. `rate` is a fraction (`0.2`); null when no known rate gives these sums. */
export interface TaxRow {
  /** Null: untaxed, or an order that kept amounts only. */
  readonly name: string | null;
  readonly rate: string | null;
  /** Without tax. */
  readonly net: number;
  readonly tax: number;
}

const SCALE = 6;
const ONE = 10n ** BigInt(SCALE);

/** The rate of each part, in order, and the table by rate, highest first. */
export interface TaxTable {
  readonly rates: readonly (string | null)[];
  readonly rows: readonly TaxRow[];
}

/**
 * Which rates were applied: those that were charged, where all parts kept them and they give the
 * amounts of the order; else those that fit.
 */
export function taxTable(
  parts: readonly TaxedPart[],
  rates: readonly string[],
  taxInclusive: boolean,
): TaxTable {
  return chargedTable(parts, taxInclusive) ?? fittingTable(parts, rates, taxInclusive);
}

/** Null when a part did not keep its taxes, or they are not those of its amount. */
function chargedTable(parts: readonly TaxedPart[], taxInclusive: boolean): TaxTable | null {
  const rows = new Map<string, TaxRow>();
  for (const { base, tax, charged } of parts) {
    if (charged === undefined || tax !== charged.reduce((sum, one) => sum + one.tax, 0)) {
      return null;
    }
    const untaxed = { name: null, rate: '0', base, tax: 0 };
    for (const one of charged.length === 0 ? [untaxed] : charged) {
      const key = JSON.stringify([one.name, one.rate]);
      const row = rows.get(key) ?? { name: one.name, rate: one.rate, net: 0, tax: 0 };
      const net = row.net + (taxInclusive ? one.base - one.tax : one.base);
      rows.set(key, { ...row, net, tax: row.tax + one.tax });
    }
  }
  return { rates: parts.map(({ charged }) => soleRate(charged)), rows: sorted([...rows.values()]) };
}

/** `0` for what is not taxed; null where several taxes lie on one part. */
function soleRate(charged: readonly ChargedTax[] = []): string | null {
  return charged.length > 1 ? null : (charged[0]?.rate ?? '0');
}

/**
 * For orders that kept amounts and no rates: each is looked for among those
 * of the shop and taken only if it gives the amount that was paid, to the one unit by which sharing
 * out moves it. The sums are those of the order whatever the rates are called: a rate that no
 * longer exists is left open and never guessed.
 *
 * @param rates fractions that the shop has or had, `0.2` for 20 %
 */
function fittingTable(
  parts: readonly TaxedPart[],
  rates: readonly string[],
  taxInclusive: boolean,
): TaxTable {
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
  return sorted([...rows].map(([rate, sums]) => ({ name: null, rate, ...sums })));
}

function sorted(rows: readonly TaxRow[]): TaxRow[] {
  return [...rows].sort((a, b) => Number(b.rate ?? -1) - Number(a.rate ?? -1));
}

/** As prices are taxed: half up; of an inclusive base the part that is tax. */
function taxOf(base: number, rate: string, taxInclusive: boolean): number {
  const [whole = '0', fraction = ''] = rate.split('.');
  const scaled = BigInt(whole + fraction.padEnd(SCALE, '0').slice(0, SCALE));
  return roundHalfUp(BigInt(base) * scaled, taxInclusive ? ONE + scaled : ONE);
}
