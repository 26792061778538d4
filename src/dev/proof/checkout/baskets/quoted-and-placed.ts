import { minorFromDb } from '../../../../common/money/money.js';
import { pricingInput } from '../../../../modules/cart/cart.service.js';
import type { CheckoutLine, CheckoutSnapshot } from '../../../../modules/cart/cart.types.js';
import { viewCart } from '../../../../modules/cart/domain/cart-view.js';
import { toQuoteResponse } from '../../../../modules/cart/http/dto/cart.response.js';
import {
  draftDiscounts,
  draftLines,
  draftTotals,
} from '../../../../modules/orders/placing/order-draft.js';
import { toWire } from '../../../../modules/orders/placing/placed-order.js';
import { price, quoteHash } from '../../../../modules/pricing/pricing.service.js';
import type { Basket } from './random-basket.js';

/**
 * Whether an order would be written with exactly the amounts that its quote has shown: totals, lines, mark. Both start
 * from the same snapshot and go their own ways from there, as the two routes do.
 */
export function isPlacedAsQuoted({ input }: Basket): boolean {
  const { shippingMethodCode, taxInclusive, currency } = input;
  const snapshot = snapshotOf(input);
  const quote = toQuoteResponse(viewCart(snapshot, { shippingMethodCode, taxInclusive }));
  const cost = price(pricingInput(snapshot, { shippingMethodCode, taxInclusive }));
  const order = draftTotals(cost);
  const lines = draftLines(snapshot, cost);
  const used = draftDiscounts(cost);
  const money = (decimal: string) => toWire(decimal, currency);
  const quoted = [
    quote.quoteHash,
    quote.currency,
    [quote.subtotal, quote.tax, quote.shipping, quote.discount, quote.total],
    quote.items.map((item) => [
      item.variantId,
      item.quantity,
      item.unitPrice,
      item.total,
      item.discount,
      item.tax,
    ]),
    quote.discounts.filter(({ applied }) => applied).map(({ id, amount }) => [id, amount]),
  ];
  const placed = [
    quoteHash(cost),
    order.currency,
    [
      order.subtotal,
      order.taxAmount,
      order.shippingCost,
      order.discountAmount,
      order.totalAmount,
    ].map(money),
    lines.map((line) => [
      line.variantId,
      line.quantity,
      money(line.unitPrice),
      money(line.totalPrice),
      money(line.discountAmount),
      money(line.taxAmount),
    ]),
    used.map(({ id, amount }) => [id, money(amount)]),
  ];
  return JSON.stringify(quoted) === JSON.stringify(placed) && satisfiesTable(order);
}

/** The CHECK of the table orders, on the texts that its columns get. */
function satisfiesTable(order: ReturnType<typeof draftTotals>): boolean {
  const [subtotal, tax, shipping, discount, total] = [
    order.subtotal,
    order.taxAmount,
    order.shippingCost,
    order.discountAmount,
    order.totalAmount,
  ].map((decimal) => minorFromDb(decimal, order.currency));
  if (subtotal === undefined || tax === undefined || shipping === undefined) return false;
  if (discount === undefined || total === undefined) return false;
  return total === subtotal + (order.taxInclusive ? 0 : tax) + shipping - discount;
}

function snapshotOf(input: Basket['input']): CheckoutSnapshot {
  const { lines, shippingMethodCode: _code, taxInclusive: _inclusive, ...rest } = input;
  return {
    ...rest,
    exchangeRate: '1',
    cart: null,
    missingVariantIds: [],
    guestCartId: null,
    lines: lines.map((line): CheckoutLine => {
      return { ...SELLABLE, ...line, listPrice: line.unitPrice, shownPrice: line.unitPrice };
    }),
  };
}

/** What a line of a cart has beside its price. */
const SELLABLE = {
  itemId: null,
  productName: 'Shirt',
  productSlug: 'shirt',
  variantName: 'M',
  sku: null,
  attributes: {},
  stock: 1_000_000,
  backorderRoom: 0,
  availableOn: null,
  purchasable: true,
  unavailableReason: null,
  imageUrl: null,
  hasPrice: true,
} as const;
