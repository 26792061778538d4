import type { DomainError, FieldError } from '../../../common/errors/domain-error.js';
import { ExchangeRateMissing } from '../../../common/money/convert.js';
import { formatMinor } from '../../../common/money/money.js';
import type { CheckoutLine, CheckoutSnapshot, LineProblem } from '../../cart/cart.types.js';
import type { Breakdown, DiscountReason } from '../../pricing/pricing.types.js';
import {
  CartNotOrderable,
  DiscountNotUsable,
  OutOfStock,
  PriceChanged,
  ShippingUnavailable,
  TooMuchStock,
  TotalChanged,
} from '../orders.errors.js';

/** What the customer has said that he will pay: a total, or the mark of a quote he has seen. */
export interface Expectation {
  /** In minor units. */
  readonly total: number | null;
  readonly quoteHash: string | null;
}

/** A basket that is about to become an order. */
export interface PricedCart {
  readonly snapshot: CheckoutSnapshot;
  readonly price: Breakdown;
  readonly quoteHash: string;
  readonly problemsOf: (line: CheckoutLine) => readonly LineProblem[];
}

/** Reasons for which a code worked when it was entered and does not now. */
const DEAD: ReadonlySet<DiscountReason> = new Set<DiscountReason>([
  'not_found',
  'inactive',
  'expired',
  'usage_limit_reached',
  'user_limit_reached',
  'code_used',
  'first_order_only',
  'broken_rules',
]);

/**
 * Refuses a basket that cannot be ordered as the customer saw it. Prices that changed and codes that
 * died pass when he names the total, or the quote, that has them in it.
 *
 * @throws ExchangeRateMissing; CartNotOrderable, OutOfStock, PriceChanged with `details.lines`; DiscountNotUsable;
 * TotalChanged; ShippingUnavailable
 */
export function assertOrderable(cart: PricedCart, expected: Expectation): void {
  const isConfirmed = matches(cart, expected);
  const refusal =
    refuseCurrency(cart.snapshot) ??
    refuseLines(cart, isConfirmed) ??
    (isConfirmed ? null : refuseDiscounts(cart)) ??
    refuseShipping(cart.price) ??
    refuseTotal(cart, expected);
  if (refusal !== null) throw refusal;
}

function matches({ price, quoteHash }: PricedCart, expected: Expectation): boolean {
  return expected.total === price.total || expected.quoteHash === quoteHash;
}

function refuseCurrency({ exchangeRate, currency }: CheckoutSnapshot): DomainError | null {
  return exchangeRate === null ? new ExchangeRateMissing(undefined, { currency }) : null;
}

function refuseLines({ snapshot, price, problemsOf }: PricedCart, isConfirmed: boolean) {
  const bad = snapshot.lines.flatMap((line, index) => {
    const reasons = problemsOf(line).filter(
      ({ code }) => code !== 'quantity_reduced' && !(isConfirmed && code === 'price_changed'),
    );
    return reasons.length === 0 ? [] : [{ index, line, reasons }];
  });
  if (bad.length === 0) return null;
  const details = {
    total: formatMinor(price.total, price.currency),
    currency: price.currency,
    lines: bad.map(({ line, reasons }) => describeLine(line, reasons, price.currency)),
  };
  const errors = bad.flatMap(({ index, reasons }): FieldError[] =>
    reasons.map(({ code }) => ({ pointer: `/cart/items/${index}`, code })),
  );
  const codes = new Set(bad.flatMap(({ reasons }) => reasons.map(({ code }) => code)));
  return lineRefusal(codes, details, errors);
}

/** One sort of trouble has a code of its own, several sorts together have the general one. */
function lineRefusal(
  codes: ReadonlySet<string>,
  details: Readonly<Record<string, unknown>>,
  errors: readonly FieldError[],
): DomainError {
  const all = [...codes];
  if (all.every((code) => code === 'out_of_stock' || code === 'insufficient_stock')) {
    return new OutOfStock(undefined, details, errors);
  }
  if (all.every((code) => code === 'price_changed')) {
    return new PriceChanged(undefined, details, errors);
  }
  return new CartNotOrderable(undefined, details, errors);
}

function describeLine(line: CheckoutLine, reasons: readonly LineProblem[], currency: string) {
  const {
    itemId,
    variantId,
    sku,
    productName,
    quantity,
    stock,
    backorderRoom,
    shownPrice,
    unitPrice,
  } = line;
  const unavailable = reasons.find((reason) => reason.code === 'unavailable');
  return {
    itemId,
    variantId,
    sku,
    productName,
    reasons: reasons.map(({ code }) => code),
    unavailableReason: unavailable?.reason ?? null,
    quantity,
    available: Math.max(0, stock) + backorderRoom,
    shownPrice: shownPrice === null ? null : formatMinor(shownPrice, currency),
    unitPrice: line.hasPrice ? formatMinor(unitPrice, currency) : null,
  };
}

function refuseDiscounts({ price }: PricedCart): DomainError | null {
  const dead = price.discounts.filter(
    ({ code, reason }) => code !== null && reason !== null && DEAD.has(reason),
  );
  if (dead.length === 0) return null;
  return new DiscountNotUsable(undefined, {
    total: formatMinor(price.total, price.currency),
    currency: price.currency,
    discounts: dead.map(({ code, reason }) => ({ code, reason })),
  });
}

function refuseShipping({ shippingState, shippingOffers, currency }: Breakdown) {
  if (shippingState === 'chosen' || shippingState === 'none_needed') return null;
  return new ShippingUnavailable(undefined, {
    state: shippingState,
    offers: shippingOffers.map(({ code, name, price }) => {
      return { code, name, price: formatMinor(price, currency) };
    }),
  });
}

function refuseTotal(cart: PricedCart, expected: Expectation): DomainError | null {
  const { price, quoteHash } = cart;
  const saysNothing = expected.total === null && expected.quoteHash === null;
  const wrongTotal = expected.total !== null && expected.total !== price.total;
  const wrongQuote = expected.quoteHash !== null && expected.quoteHash !== quoteHash;
  if (saysNothing || !(wrongTotal || wrongQuote)) return null;
  return new TotalChanged(undefined, {
    total: formatMinor(price.total, price.currency),
    currency: price.currency,
    quoteHash,
  });
}

/** How much of what is there one unpaid order may hold. */
export interface StockShare {
  /** Per cent. */
  readonly percent: number;
  /** Variants with fewer free pieces may be bought whole. */
  readonly from: number;
}

/**
 * For orders that wait for money: pieces that they hold are missing to others, and nobody may ever pay.
 *
 * @throws TooMuchStock with `details.lines`
 */
export function assertShare(lines: readonly CheckoutLine[], { percent, from }: StockShare): void {
  const greedy = lines.flatMap(({ itemId, variantId, sku, quantity, stock }) => {
    const maximum = Math.floor((stock * percent) / 100);
    if (stock < from || quantity <= maximum) return [];
    return [{ itemId, variantId, sku, quantity, maximum, reasons: ['share_exceeded'] }];
  });
  if (greedy.length > 0) throw new TooMuchStock(undefined, { lines: greedy });
}
