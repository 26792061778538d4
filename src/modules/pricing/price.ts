import type { DiscountCandidate } from '../discounts/discounts.types.js';
import {
  applyDiscounts,
  byPriority,
  type DiscountedBasket,
  type TriedDiscount,
} from './apply-discounts.js';
import { sum, toBasket } from './basket.js';
import { ineligibleReason } from './eligibility.js';
import type {
  Breakdown,
  BreakdownDiscount,
  BreakdownLine,
  DiscountReason,
  PricingInput,
} from './pricing.types.js';
import { type Taxes, taxBasket } from './tax.js';

/** Up to so many combinations of exclusive discounts all are tried; beyond, group by group. */
const MAX_COMBINATIONS = 64;

/**
 * The price of a basket, for the cart, the quote and the order alike: no database, no clock, no
 * floating point. Never negative, and independent of the order of lines, codes and discounts.
 */
export function price(input: PricingInput): Breakdown {
  const codes = [...new Set(input.codes.map(normaliseCode))].sort();
  const offered = candidatesOf(input.discounts, codes);
  const candidates = offered.filter((discount, index) => discount.id !== offered[index - 1]?.id);
  const basket = toBasket(input.lines);
  const reasons = new Map(
    candidates.map((candidate) => [candidate, ineligibleReason(candidate, basket, input)]),
  );
  const eligible = candidates.filter((candidate) => reasons.get(candidate) === null);
  const result = bestOf(input, eligible);
  const explain = (candidate: DiscountCandidate): DiscountReason =>
    reasons.get(candidate) ??
    result.tried.find((tried) => tried.discount === candidate)?.reason ??
    (candidate.isCodeUsed === true ? 'code_used' : 'superseded');
  const refused = codes.flatMap((code) => refusal(code, offered, result.tried, explain));
  const shippingBase = (result.method?.price ?? 0) - result.shippingDiscount;
  return summarise(input, result, taxBasket(result.basket, shippingBase, input), refused);
}

/** Codes are kept in upper case; blanks around them are the customer's. */
export function normaliseCode(code: string): string {
  return code.trim().toUpperCase();
}

/** All that may apply, several codes of one discount side by side: the one that counts first, none twice. */
function candidatesOf(
  discounts: readonly DiscountCandidate[],
  codes: readonly string[],
): DiscountCandidate[] {
  const usable = discounts.filter(({ code }) => code === null || codes.includes(code));
  const byCode = new Map(usable.map((discount) => [`${discount.id} ${discount.code}`, discount]));
  return [...byCode.values()].sort((a, b) => byPriority(a, b) || byUse(a, b));
}

/** Of several codes of one discount one that nobody has used yet, the first in the order of the letters. */
function byUse(a: DiscountCandidate, b: DiscountCandidate): number {
  const [used, others] = [Number(a.isCodeUsed === true), Number(b.isCodeUsed === true)];
  return used - others || ((a.code ?? '') < (b.code ?? '') ? -1 : 1);
}

/**
 * Of each exclusive group the one member with which the customer saves most in all; of equal
 * ones the higher priority.
 */
function bestOf(input: PricingInput, eligible: readonly DiscountCandidate[]): DiscountedBasket {
  const free = eligible.filter(({ exclusiveGroup }) => exclusiveGroup === null);
  const groups = groupsOf(eligible);
  const count = groups.reduce((all, group) => all * group.length, 1);
  const choices =
    count <= MAX_COMBINATIONS
      ? combinations(groups)
      : [groups.flatMap((group) => bestAlone(input, free, group))];
  return bestChoice(input, free, choices).result;
}

function groupsOf(eligible: readonly DiscountCandidate[]): DiscountCandidate[][] {
  const groups = new Map<string, DiscountCandidate[]>();
  for (const candidate of eligible) {
    if (candidate.exclusiveGroup === null) continue;
    const group = groups.get(candidate.exclusiveGroup) ?? [];
    groups.set(candidate.exclusiveGroup, [...group, candidate]);
  }
  return [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

function combinations(groups: readonly DiscountCandidate[][]): DiscountCandidate[][] {
  return groups.reduce<DiscountCandidate[][]>(
    (all, group) => all.flatMap((chosen) => group.map((member) => [...chosen, member])),
    [[]],
  );
}

function bestAlone(
  input: PricingInput,
  free: readonly DiscountCandidate[],
  group: readonly DiscountCandidate[],
): DiscountCandidate[] {
  return bestChoice(
    input,
    free,
    group.map((member) => [member]),
  ).choice;
}

function bestChoice(
  input: PricingInput,
  free: readonly DiscountCandidate[],
  choices: readonly DiscountCandidate[][],
): { choice: DiscountCandidate[]; result: DiscountedBasket } {
  let best = { choice: [] as DiscountCandidate[], result: applyDiscounts(input, free) };
  let saved = -1;
  for (const choice of choices) {
    const result = applyDiscounts(input, [...free, ...choice]);
    const saving = sum(result.tried.map(({ amount }) => amount));
    if (saving <= saved) continue;
    saved = saving;
    best = { choice, result };
  }
  return best;
}

function refusal(
  code: string,
  candidates: readonly DiscountCandidate[],
  tried: readonly TriedDiscount[],
  explain: (candidate: DiscountCandidate) => DiscountReason,
): BreakdownDiscount[] {
  const none = { applied: false, amount: 0, shippingAmount: 0 };
  const found = candidates.find((candidate) => candidate.code === code);
  if (!found) return [{ id: null, code, name: null, type: null, reason: 'not_found', ...none }];
  if (tried.some(({ discount, reason }) => discount === found && reason === null)) return [];
  const { id, name, type } = found;
  return [{ id, code, name, type, reason: explain(found), ...none }];
}

function summarise(
  input: PricingInput,
  result: DiscountedBasket,
  taxes: Taxes,
  refused: readonly BreakdownDiscount[],
): Breakdown {
  const { basket, shippingDiscount, method } = result;
  const subtotal = sum(basket.map(({ total }) => total));
  const discount = sum(basket.map(({ total, remaining }) => total - remaining)) + shippingDiscount;
  const shipping = method?.price ?? 0;
  const tax = sum(taxes.lines.map((line) => line.tax)) + taxes.shipping;
  const onTop = input.taxInclusive ? 0 : tax;
  return {
    currency: input.currency,
    taxInclusive: input.taxInclusive,
    subtotal,
    discount,
    shipping,
    shippingDiscount,
    tax,
    shippingTax: taxes.shipping,
    shippingTaxRateId: taxes.shippingRateId,
    total: subtotal + onTop + shipping - discount,
    lines: linesOf(input, result, taxes),
    discounts: [...result.tried.filter(({ reason }) => reason === null).map(toApplied), ...refused],
    taxes: taxes.rates,
    requiresShipping: result.requiresShipping,
    shippingState: result.shippingState,
    shippingMethod: method,
    shippingOffers: result.offers,
  };
}

/** Lines in the order in which they came. */
function linesOf(input: PricingInput, { basket }: DiscountedBasket, taxes: Taxes): BreakdownLine[] {
  const priced = new Map(
    basket.map(({ line, total, remaining, discounts }, index): [string, BreakdownLine] => [
      line.variantId,
      {
        variantId: line.variantId,
        unitPrice: line.unitPrice,
        quantity: line.quantity,
        total,
        discount: total - remaining,
        tax: taxes.lines[index]?.tax ?? 0,
        taxRate: taxes.lines[index]?.rate ?? null,
        taxRateId: taxes.lines[index]?.rateId ?? null,
        discounts,
      },
    ]),
  );
  return input.lines.flatMap(({ variantId }) => priced.get(variantId) ?? []);
}

function toApplied({ discount, amount, shippingAmount }: TriedDiscount): BreakdownDiscount {
  const { id, code, name, type, codeId = null } = discount;
  return {
    ...{ id, code, name, type, applied: true, amount, shippingAmount, reason: null },
    ...(awaitsEmail(discount) ? { awaitsEmail: true } : {}),
    ...(codeId === null ? {} : { codeId }),
  };
}

function awaitsEmail(discount: DiscountCandidate): boolean {
  const { isCustomerUnknown, firstOrderOnly, userLimit } = discount;
  return isCustomerUnknown === true && (firstOrderOnly === true || userLimit !== null);
}
