import { minorToDb } from '../../../common/money/money.js';
import type { CheckoutSnapshot } from '../../cart/cart.types.js';
import { isChanged } from './edit-target.js';
import type { WrittenLine } from './edits.repository.js';
import type {
  EditableOrder,
  EditableSums,
  EditPrice,
  OrderState,
  PricedLine,
} from './edits.types.js';

/** The order as an edit finds it. */
export function stateBefore(order: EditableOrder): OrderState {
  return {
    ...sumsOf(order),
    status: order.status,
    lines: order.lines.map(({ position: _position, ...line }) => line),
  };
}

/** The order as an edit leaves it. */
export function stateAfter(
  order: EditableOrder,
  price: EditPrice,
  written: ReadonlyMap<string, WrittenLine>,
): OrderState {
  return {
    ...sumsOf(newSums(order, price)),
    status: order.status,
    lines: price.lines.map((line) => {
      const { id, variantId, quantity, old } = line.target;
      const { productName, variantName, sku, unitPrice } = written.get(id) ?? old ?? NAMELESS;
      const names = { productName, variantName, sku };
      return { id, variantId, ...names, quantity, unitPrice, ...costOf(line, order.currency) };
    }),
  };
}

/** What the row of the order says from now on. */
export function newSums({ currency }: EditableOrder, price: EditPrice): EditableSums {
  const db = (minor: number): string => minorToDb(minor, currency);
  const { shippingMethodCode, shippingTaxes, shippingSource, taxSource } = price;
  return {
    subtotal: db(price.subtotal),
    taxAmount: db(price.tax),
    shippingCost: db(price.shipping),
    discountAmount: db(price.discount),
    totalAmount: db(price.total),
    ...{ shippingMethodCode, shippingTaxes, shippingSource, taxSource },
  };
}

/** The rows of lines that are not what they were, by their ids. */
export function writtenLines(
  order: EditableOrder,
  price: EditPrice,
  snapshot: CheckoutSnapshot,
): Map<string, WrittenLine> {
  const variants = new Map(snapshot.lines.map((line) => [line.variantId, line]));
  let position = Math.max(0, ...order.lines.map((line) => line.position));
  const rows = price.lines
    .filter((line) => isOther(line, order.currency))
    .map((line) => {
      const { id, variantId, quantity, old } = line.target;
      const variant = variants.get(variantId);
      const { productName, variantName, sku } = old ?? variant ?? NAMELESS;
      if (old === null) position += 1;
      return {
        ...{ id, isNew: old === null, variantId, quantity, productName, variantName, sku },
        productId: variant?.productId ?? null,
        position: old?.position ?? position,
        attributes: variant?.attributes ?? {},
        unitPrice: old?.unitPrice ?? minorToDb(line.unitPrice, order.currency),
        ...costOf(line, order.currency),
      };
    });
  return new Map(rows.map((row) => [row.id, row]));
}

const NAMELESS = { productName: '', variantName: '', sku: null, unitPrice: '0.00' };

function isOther(line: PricedLine, currency: string): boolean {
  const { old } = line.target;
  if (old === null || isChanged(line.target)) return true;
  const { discountAmount, taxAmount, taxes } = costOf(line, currency);
  return (
    discountAmount !== old.discountAmount ||
    taxAmount !== old.taxAmount ||
    JSON.stringify(taxes) !== JSON.stringify(old.taxes)
  );
}

function costOf({ total, discount, tax, taxes }: PricedLine, currency: string) {
  const db = (minor: number): string => minorToDb(minor, currency);
  return { totalPrice: db(total), discountAmount: db(discount), taxAmount: db(tax), taxes };
}

function sumsOf(sums: EditableSums): Omit<OrderState, 'status' | 'lines'> {
  const { subtotal, taxAmount, shippingCost, discountAmount, totalAmount, shippingMethodCode } =
    sums;
  return { subtotal, taxAmount, shippingCost, discountAmount, totalAmount, shippingMethodCode };
}
