import { z } from 'zod';
import { minorFromDb } from '../../common/money/money.js';
import type { DiscountRule, DiscountTier, DiscountType, LineTargets } from './discounts.types.js';

const decimal = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^\d{1,8}(\.\d{1,2})?$/, 'must be a decimal number such as 12.50'));
const percent = decimal.refine((text) => toBasisPoints(text) <= 10_000, 'must be at most 100');
const pieces = z.int().min(1).max(999);
const methodCode = z.string().regex(/^[a-z0-9_-]{1,50}$/, 'must be the code of a shipping method');
const ids = z.array(z.uuid()).max(200).default([]);

const buyXGetY = z.strictObject({
  buyQuantity: pieces,
  getQuantity: pieces,
  getPercent: percent.default('100'),
  maxRepeats: z.int().min(1).max(999).optional(),
  get: z
    .strictObject({ productIds: ids, categoryIds: ids, brandIds: ids, collectionIds: ids })
    .optional(),
});

const tier = z
  .strictObject({ from: decimal, percent: percent.optional(), amount: decimal.optional() })
  .refine(
    (step) => (step.percent === undefined) !== (step.amount === undefined),
    'needs either percent or amount',
  );

const tiered = z
  .strictObject({ by: z.enum(['amount', 'quantity']), tiers: z.array(tier).min(1).max(20) })
  .refine(
    ({ by, tiers }) => by === 'amount' || tiers.every((step) => /^\d+$/.test(step.from)),
    'tiers by quantity start at whole numbers',
  )
  .refine(
    ({ tiers }) => new Set(tiers.map((step) => Number(step.from))).size === tiers.length,
    'two tiers start at the same point',
  );

/** What the `rules` column may hold, by type: amounts and per cents as decimal strings. */
export const DISCOUNT_RULES = {
  percentage: z.strictObject({}),
  fixed_amount: z.strictObject({}),
  buy_x_get_y: buyXGetY,
  free_shipping: z.strictObject({
    methodCodes: z.array(methodCode).min(1).max(50).optional(),
  }),
  tiered,
} as const satisfies Record<DiscountType, z.ZodType>;

/** A discount as its row says it: decimals as text, rules as JSON. */
export interface StoredRule {
  readonly type: DiscountType;
  /** Per cent of a `percentage`, amount of a `fixed_amount`, without meaning for the others. */
  readonly value: string;
  readonly rules: unknown;
}

/** Checks rules and turns them into minor units; `broken` when they do not fit the type. */
export function toDiscountRule(stored: StoredRule, currency: string): DiscountRule {
  try {
    return read(stored, currency);
  } catch {
    return { type: 'broken' };
  }
}

function read({ type, value, rules }: StoredRule, currency: string): DiscountRule {
  switch (type) {
    case 'percentage':
      DISCOUNT_RULES.percentage.parse(rules);
      return { type, basisPoints: toBasisPoints(percent.parse(value)) };
    case 'fixed_amount':
      DISCOUNT_RULES.fixed_amount.parse(rules);
      return { type, amount: minorFromDb(value, currency) };
    case 'buy_x_get_y':
      return toBuyXGetY(DISCOUNT_RULES.buy_x_get_y.parse(rules));
    case 'free_shipping':
      return { type, methodCodes: DISCOUNT_RULES.free_shipping.parse(rules).methodCodes ?? null };
    case 'tiered':
      return toTiered(DISCOUNT_RULES.tiered.parse(rules), currency);
  }
}

function toBuyXGetY(rules: z.output<typeof buyXGetY>): DiscountRule {
  return {
    type: 'buy_x_get_y',
    buyQuantity: rules.buyQuantity,
    getQuantity: rules.getQuantity,
    basisPoints: toBasisPoints(rules.getPercent),
    maxRepeats: rules.maxRepeats ?? null,
    get: hasTargets(rules.get) ? rules.get : null,
  };
}

function hasTargets(targets: LineTargets | undefined): targets is LineTargets {
  if (targets === undefined) return false;
  const { productIds, categoryIds, brandIds, collectionIds } = targets;
  return [productIds, categoryIds, brandIds, collectionIds].some((list) => list.length > 0);
}

function toTiered({ by, tiers }: z.output<typeof tiered>, currency: string): DiscountRule {
  const steps = tiers.map((step): DiscountTier => ({
    from: by === 'quantity' ? Number(step.from) : minorFromDb(step.from, currency),
    basisPoints: step.percent === undefined ? null : toBasisPoints(step.percent),
    amount: step.amount === undefined ? null : minorFromDb(step.amount, currency),
  }));
  return { type: 'tiered', by, tiers: steps.sort((a, b) => a.from - b.from) };
}

/** `'12.5'` per cent is 1250: digits only, no floating point. */
function toBasisPoints(text: string): number {
  const [whole = '', fraction = ''] = text.split('.');
  return Number(whole + fraction.padEnd(2, '0'));
}
