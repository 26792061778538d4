import { allocate, formatMinor, minorFromDb } from '../../../common/money/money.js';
import type { CheckoutLine } from '../../cart/cart.types.js';
import { shippingOffers, taxBasket } from '../../pricing/pricing.service.js';
import type { Breakdown } from '../../pricing/pricing.types.js';
import { ShippingUnavailable } from '../orders.errors.js';
import { lineTaxes, rateSources, shippingTaxes } from '../placing/order-taxes.js';
import { runningShare } from '../refunds/refund-share.js';
import { isChanged } from './edit-target.js';
import type { EditableLine, EditPrice, LineCost, PricedLine, TargetLine } from './edits.types.js';
import { type EditToPrice, targetFor } from './price-edit.js';

/** A line before its tax: minor units. */
interface Goods {
  readonly target: TargetLine;
  readonly line: CheckoutLine;
  readonly unitPrice: number;
  readonly total: number;
  readonly discount: number;
  /** What it cost when it had as many pieces; null: its tax is to be computed. */
  readonly known: LineCost | null;
}

type Shipping = Pick<
  EditPrice,
  'shipping' | 'shippingMethodCode' | 'shippingTaxes' | 'shippingSource'
> & {
  readonly method: Breakdown['shippingMethod'];
  readonly discount: number;
  /** Null: to be computed. */
  readonly tax: number | null;
};

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/**
 * A confirmed order keeps what was agreed: each piece that was there its share of the discount, which goes with it and
 * comes to no other; shipping, unless it is to be sent elsewhere or otherwise; the tax of lines that do not change. A
 * line that is back at the pieces it was confirmed with costs what it cost then.
 *
 * @throws ShippingUnavailable
 */
export function priceFrozen(edit: EditToPrice): EditPrice {
  const { order, target, snapshot } = edit;
  const goods = goodsOf(edit);
  const shipping = shippingOf(edit, goods);
  // In the order of variants, as a basket is priced: what is left over from a division goes to the same line.
  const taxed = goods
    .filter(({ known }) => known === null)
    .sort((a, b) => (a.line.variantId < b.line.variantId ? -1 : 1));
  const taxes = taxBasket(
    taxed.map(({ line, total, discount }) => {
      return { line, total, remaining: total - discount, discounts: [] };
    }),
    shipping.tax === null ? shipping.shipping - shipping.discount : 0,
    {
      taxInclusive: order.taxInclusive,
      taxRates: snapshot.taxRates,
      destination: snapshot.destination,
    },
  );
  const charged = { taxes: taxes.rates, currency: order.currency } as Breakdown;
  const lines = goods.map((entry): PricedLine => {
    const { target: line, unitPrice, total, discount, known } = entry;
    const sums = { target: line, unitPrice, total, discount };
    if (known !== null) {
      return { ...sums, tax: minorFromDb(known.taxAmount, order.currency), taxes: known.taxes };
    }
    const { tax = 0, rateId: taxRateId = null } = taxes.lines[taxed.indexOf(entry)] ?? {};
    return { ...sums, tax, taxes: lineTaxes(charged, { taxRateId, total, discount, tax }) };
  });
  const { shipping: cost, discount: offShipping, method, tax: knownTax, ...rest } = shipping;
  const price = {
    ...charged,
    shipping: cost,
    shippingDiscount: offShipping,
    shippingTax: taxes.shipping,
    shippingTaxRateId: taxes.shippingRateId,
    shippingMethod: method,
  };
  const isTaxed = taxes.rates.length > 0;
  const sources = rateSources(snapshot, price);
  const discount = sum(lines.map((line) => line.discount)) + offShipping;
  const tax = sum(lines.map((line) => line.tax)) + (knownTax ?? taxes.shipping);
  const subtotal = sum(lines.map(({ total }) => total));
  return {
    ...rest,
    ...(knownTax === null
      ? { shippingTaxes: shippingTaxes(price), shippingSource: sources.shippingSource }
      : {}),
    taxSource: isTaxed ? sources.taxSource : target.isMoved ? null : order.taxSource,
    lines,
    subtotal,
    discount,
    shipping: cost,
    tax,
    total: subtotal + cost - discount + (order.taxInclusive ? 0 : tax),
    uses: usesOf(edit, discount),
  };
}

function goodsOf({ order, target, snapshot }: EditToPrice): Goods[] {
  const targets = new Map(target.lines.map((line) => [line.variantId, line]));
  const bases = new Map(order.bases.map((base) => [base.id, base]));
  return snapshot.lines.map((line): Goods => {
    const wanted = targetFor(targets, line.variantId);
    const { unitPrice } = line;
    const whole = { target: wanted, line, unitPrice, total: unitPrice * wanted.quantity };
    if (wanted.old === null) return { ...whole, discount: 0, known: null };
    // Without a use nothing says whose a discount would be that comes back.
    const base = order.uses.length === 0 ? wanted.old : (bases.get(wanted.old.id) ?? wanted.old);
    const cost = costOf(wanted, wanted.old, base);
    const share = minorFromDb(cost.discountAmount, order.currency);
    const discount = runningShare(share, Math.min(wanted.quantity, cost.quantity), cost.quantity);
    const isKnown = cost.quantity === wanted.quantity && !target.isMoved;
    return { ...whole, discount, known: isKnown ? cost : null };
  });
}

/** A line that does not change costs what it costs. */
function costOf(wanted: TargetLine, old: EditableLine, base: LineCost): LineCost {
  return isChanged(wanted) ? base : old;
}

function shippingOf(edit: EditToPrice, goods: readonly Goods[]): Shipping {
  const { order, target, snapshot } = edit;
  const minor = (decimal: string): number => minorFromDb(decimal, order.currency);
  const shipped = goods.filter(({ line }) => line.requiresShipping);
  const offLines = sum(order.lines.map(({ discountAmount }) => minor(discountAmount)));
  const discount = minor(order.discountAmount) - offLines;
  const wasSent = order.shippingMethodCode !== null || shipped.length === 0;
  if (wasSent && !target.isMoved && target.shippingMethodCode === null) {
    const { shippingMethodCode, shippingSource } = order;
    const tax = minor(order.taxAmount) - sum(order.lines.map(({ taxAmount }) => minor(taxAmount)));
    const shipping = minor(order.shippingCost);
    const kept = { shippingMethodCode, shippingTaxes: order.shippingTaxes, shippingSource };
    return { ...kept, shipping, discount, tax, method: null };
  }
  const none = { shippingTaxes: null, shippingSource: null, tax: null };
  if (shipped.length === 0) {
    return { ...none, shipping: 0, discount: 0, shippingMethodCode: null, method: null };
  }
  const offers = shippingOffers(snapshot.shippingRates, {
    goods: sum(goods.map(({ total, discount: off }) => total - off)),
    weight: sum(shipped.map(({ line, target: { quantity } }) => line.weight * quantity)),
  });
  const code = target.shippingMethodCode ?? order.shippingMethodCode;
  const method = offers.find((offer) => offer.code === code);
  if (method === undefined) {
    throw new ShippingUnavailable(undefined, {
      state: code === null ? 'not_chosen' : 'unavailable',
      offers: offers.map(({ code: one, name, price }) => {
        return { code: one, name, price: formatMinor(price, order.currency) };
      }),
    });
  }
  const { price: shipping } = method;
  return {
    ...none,
    shipping,
    discount: Math.min(discount, shipping),
    shippingMethodCode: method.code,
    method,
  };
}

/** What is left of the discounts, by what each took off before; one that takes nothing off any more gives its use back. */
function usesOf({ order }: EditToPrice, discount: number): EditPrice['uses'] {
  const before = order.uses.map(({ amount }) => minorFromDb(amount, order.currency));
  const isSame = before.length === 0 || sum(before) === discount;
  const amounts = isSame ? before : allocate(discount, before);
  return order.uses.flatMap(({ discountId, codeId }, index) => {
    const amount = amounts[index] ?? 0;
    return amount === 0 ? [] : [{ discountId, codeId, amount }];
  });
}
