import { linePaid, refundShare } from '../../../../modules/orders/refunds/refund-share.js';
import { price } from '../../../../modules/pricing/pricing.service.js';
import type {
  Breakdown,
  BreakdownLine,
  PricingInput,
} from '../../../../modules/pricing/pricing.types.js';
import type { Random } from '../../../demo-data/random.js';
import type { Basket } from './random-basket.js';

/** What is promised of every basket, by name. */
export const PROMISES = [
  'lines add up to totals',
  'whole, never negative',
  'caps and minimums hold',
  'the order of entry is irrelevant',
  '10.00 off lowers the gross by 10.00',
  'refunds of any split sum to what was paid',
] as const;

export type PromiseName = (typeof PROMISES)[number];

/** The promises that a basket breaks, or that its price cannot be had. */
export function brokenPromises(
  { input, exponent }: Basket,
  random: Random,
): readonly PromiseName[] {
  const result = price(input);
  const kept: Readonly<Record<PromiseName, boolean>> = {
    'lines add up to totals': addsUp(result),
    'whole, never negative': isWhole(result),
    'caps and minimums hold': holdsCaps(result, input),
    'the order of entry is irrelevant': isSameInAnyOrder(result, input, random),
    '10.00 off lowers the gross by 10.00': takesOffAllOfIt(input, 10 * 10 ** exponent),
    'refunds of any split sum to what was paid': refundsSumUp(result, random),
  };
  return PROMISES.filter((name) => !kept[name]);
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

function addsUp(result: Breakdown): boolean {
  const { lines, taxInclusive, subtotal, discount, shipping, shippingDiscount, tax, total } =
    result;
  const onTop = taxInclusive ? 0 : tax;
  return (
    total === subtotal + onTop + shipping - discount &&
    sum(lines.map((line) => line.total)) === subtotal &&
    sum(lines.map((line) => line.discount)) + shippingDiscount === discount &&
    sum(lines.map((line) => line.tax)) + result.shippingTax === tax &&
    sum(result.taxes.map(({ amount }) => amount)) === tax &&
    sum(result.discounts.map(({ amount }) => amount)) === discount &&
    lines.every(
      (line) =>
        line.total === line.unitPrice * line.quantity &&
        sum(line.discounts.map(({ amount }) => amount)) === line.discount,
    )
  );
}

function isWhole(result: Breakdown): boolean {
  const { subtotal, discount, shipping, shippingDiscount, tax, shippingTax, total } = result;
  const amounts = [subtotal, discount, shipping, shippingDiscount, tax, shippingTax, total];
  const ofLines = result.lines.flatMap((line) => [line.total, line.discount, line.tax]);
  return (
    [...amounts, ...ofLines].every((value) => Number.isSafeInteger(value) && value >= 0) &&
    shippingDiscount <= shipping &&
    result.lines.every((line) => line.discount <= line.total)
  );
}

function holdsCaps(result: Breakdown, { discounts }: PricingInput): boolean {
  const applied = result.discounts.filter((entry) => entry.applied);
  const rows = applied.map(({ id }) => discounts.find((row) => row.id === id));
  const groups = rows.flatMap((row) => row?.exclusiveGroup ?? []);
  return (
    new Set(groups).size === groups.length &&
    applied.every(({ amount }, index) => {
      const row = rows[index];
      const most = row?.maximumAmount ?? Number.MAX_SAFE_INTEGER;
      return amount > 0 && amount <= most && result.subtotal >= (row?.minimumAmount ?? 0);
    })
  );
}

function isSameInAnyOrder(result: Breakdown, input: PricingInput, random: Random): boolean {
  const other = price({
    ...input,
    lines: shuffled(input.lines, random),
    codes: shuffled(input.codes, random).map((code) => ` ${code.toLowerCase()}`),
    discounts: shuffled(input.discounts, random),
    taxRates: shuffled(input.taxRates, random),
  });
  return textOf(other) === textOf(result);
}

/** Everything of a price, with its lines in the order of their variants. */
function textOf({ lines, ...rest }: Breakdown): string {
  const byVariant = [...lines].sort((a, b) => (a.variantId < b.variantId ? -1 : 1));
  return JSON.stringify([byVariant, rest]);
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  const keyed = list.map((item) => ({ item, key: random.next() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}

/** Where prices include their tax: a fixed amount lowers the gross by exactly itself, or takes all there is. */
function takesOffAllOfIt(input: PricingInput, amount: number): boolean {
  const [some] = input.discounts;
  if (some === undefined) return true;
  const plain = {
    ...input,
    taxInclusive: true,
    discounts: [],
    codes: [],
    shippingMethodCode: null,
  };
  const off = {
    ...some,
    code: null,
    type: 'fixed_amount' as const,
    rule: { type: 'fixed_amount' as const, amount },
    minimumAmount: null,
    maximumAmount: null,
    isActive: true,
    endsAt: null,
    usageLimit: null,
    targets: null,
    customerGroupIds: null,
  };
  const before = price(plain);
  const after = price({ ...plain, discounts: [off] });
  return before.total - after.total === Math.min(amount, before.total);
}

function refundsSumUp(result: Breakdown, random: Random): boolean {
  return result.lines.every((line) => {
    const sold = soldLine(line, result.taxInclusive);
    let [before, amount, tax, discount] = [0, 0, 0, 0];
    while (before < line.quantity) {
      const quantity = random.between(1, line.quantity - before);
      const share = refundShare(sold, before, quantity);
      if (share.amount < 0 || share.tax < 0 || share.discount < 0) return false;
      before += quantity;
      amount += share.amount;
      tax += share.tax;
      discount += share.discount;
    }
    return amount === linePaid(sold) && tax === line.tax && discount === line.discount;
  });
}

function soldLine(line: BreakdownLine, taxInclusive: boolean) {
  const { quantity, total: totalPrice, discount: discountAmount, tax: taxAmount } = line;
  return { quantity, totalPrice, discountAmount, taxAmount, taxInclusive };
}
