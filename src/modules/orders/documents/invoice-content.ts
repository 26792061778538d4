import { formatMinor, minorFromDb } from '../../../common/money/money.js';
import type { OrderTax } from '../orders.types.js';
import { type ChargedTax, type TaxRow, taxTable } from './tax-table.js';

/** Who sells, as it stands on the paper. */
export interface Seller {
  readonly name: string;
  /** Lines, from top to bottom. */
  readonly address: readonly string[];
  readonly taxId: string | null;
}

/** A line of an invoice. Amounts are decimal strings with the currency's own digits. */
export interface InvoiceLine {
  readonly name: string;
  readonly sku: string | null;
  readonly quantity: number;
  readonly unitPrice: string;
  readonly totalPrice: string;
  readonly discountAmount: string;
  readonly taxAmount: string;
  /** A fraction, `0.2`; null when it is not known any more. */
  readonly taxRate: string | null;
}

/** What an invoice says, apart from the buyer; kept as it was when it was issued. */
export interface InvoiceContent {
  readonly seller: Seller;
  readonly orderNumber: string;
  readonly orderedAt: string;
  readonly currency: string;
  readonly taxInclusive: boolean;
  readonly lines: readonly InvoiceLine[];
  readonly subtotal: string;
  readonly discountAmount: string;
  readonly shippingCost: string;
  readonly taxAmount: string;
  readonly totalAmount: string;
  readonly taxes: readonly InvoiceTax[];
}

/** Tax under one rate. */
export interface InvoiceTax {
  /** Null or left out where the order did not keep it, or for what carries no tax. */
  readonly name?: string | null;
  readonly rate: string | null;
  readonly net: string;
  readonly tax: string;
}

/** What a credit note says: it takes back a whole invoice, or a part that was refunded. */
export interface CreditNoteContent {
  readonly seller: Seller;
  readonly orderNumber: string;
  readonly currency: string;
  /** The number of the invoice that it corrects. */
  readonly corrects: string;
  readonly lines: readonly {
    readonly name: string;
    readonly sku: string | null;
    readonly quantity: number;
    readonly amount: string;
  }[];
  /** What is given back beside the lines: shipping, goodwill. */
  readonly otherAmount: string;
  /** As far as the lines know it; shipping and goodwill say nothing of theirs. */
  readonly taxAmount: string;
  /** The same by rate; left out where the rates are not known. */
  readonly taxes?: readonly InvoiceTax[];
  readonly totalAmount: string;
}

/** An order as the database tells it; money as its decimals. */
export interface InvoicedOrder {
  readonly orderNumber: string;
  readonly orderedAt: string;
  readonly currency: string;
  readonly taxInclusive: boolean;
  readonly subtotal: string;
  readonly discountAmount: string;
  readonly shippingCost: string;
  readonly taxAmount: string;
  readonly totalAmount: string;
  readonly lines: readonly {
    readonly id: string;
    readonly productName: string;
    readonly variantName: string;
    readonly sku: string | null;
    readonly quantity: number;
    readonly unitPrice: string;
    readonly totalPrice: string;
    readonly discountAmount: string;
    readonly taxAmount: string;
    /** Null: the order is of before they were kept. */
    readonly taxes: readonly OrderTax[] | null;
  }[];
  readonly shippingTaxes: readonly OrderTax[] | null;
  /** Rates of the country that it goes to, fractions; for orders that did not keep their taxes. */
  readonly taxRates: readonly string[];
}

/** A refund that has reached the customer. */
export interface InvoicedRefund {
  readonly id: string;
  readonly amount: string;
  readonly lines: readonly {
    readonly orderItemId: string;
    readonly quantity: number;
    readonly amount: string;
    readonly taxAmount?: string;
  }[];
}

/** The invoice of an order, as it is now. */
export function invoiceContent(order: InvoicedOrder, seller: Seller): InvoiceContent {
  const { currency, taxInclusive } = order;
  const minor = (decimal: string): number => minorFromDb(decimal, currency);
  const wire = (amount: number): string => formatMinor(amount, currency);
  const again = (decimal: string): string => wire(minor(decimal));
  const lineDiscounts = total(order.lines.map((line) => minor(line.discountAmount)));
  const lineTaxes = total(order.lines.map((line) => minor(line.taxAmount)));
  const shipping = {
    // What is off the order and off no line is off its shipping.
    base: minor(order.shippingCost) - (minor(order.discountAmount) - lineDiscounts),
    tax: minor(order.taxAmount) - lineTaxes,
    charged: chargedOf(order.shippingTaxes, currency),
  };
  const lines = order.lines.map((line) => ({
    base: minor(line.totalPrice) - minor(line.discountAmount),
    tax: minor(line.taxAmount),
    charged: chargedOf(line.taxes, currency),
  }));
  const parts = shipping.base === 0 && shipping.tax === 0 ? lines : [...lines, shipping];
  const { rates, rows } = taxTable(parts, order.taxRates, taxInclusive);
  return {
    seller,
    orderNumber: order.orderNumber,
    orderedAt: order.orderedAt,
    currency,
    taxInclusive,
    lines: order.lines.map((line, index) => ({
      name: nameOf(line),
      sku: line.sku,
      quantity: line.quantity,
      unitPrice: again(line.unitPrice),
      totalPrice: again(line.totalPrice),
      discountAmount: again(line.discountAmount),
      taxAmount: again(line.taxAmount),
      taxRate: rates[index] ?? null,
    })),
    subtotal: again(order.subtotal),
    discountAmount: again(order.discountAmount),
    shippingCost: again(order.shippingCost),
    taxAmount: again(order.taxAmount),
    totalAmount: again(order.totalAmount),
    taxes: taxesOnPaper(rows, currency),
  };
}

/** Takes back a whole invoice, because the order was changed after it. */
export function cancellation(number: string, invoice: InvoiceContent): CreditNoteContent {
  const { seller, orderNumber, currency, totalAmount, taxAmount } = invoice;
  const minor = (decimal: string): number => minorFromDb(decimal, currency);
  const amounts = invoice.lines.map((line) => {
    const tax = invoice.taxInclusive ? 0 : minor(line.taxAmount);
    return minor(line.totalPrice) - minor(line.discountAmount) + tax;
  });
  return {
    seller,
    orderNumber,
    currency,
    corrects: number,
    lines: invoice.lines.map(({ name, sku, quantity }, index) => ({
      name,
      sku,
      quantity,
      amount: formatMinor(amounts[index] ?? 0, currency),
    })),
    otherAmount: formatMinor(minor(totalAmount) - total(amounts), currency),
    taxAmount,
    taxes: invoice.taxes,
    totalAmount,
  };
}

/** Says what a refund was for. */
export function refundNote(
  number: string,
  invoice: InvoiceContent,
  refund: InvoicedRefund,
  order: InvoicedOrder,
): CreditNoteContent {
  const { seller, orderNumber, currency } = invoice;
  const minor = (decimal: string): number => minorFromDb(decimal, currency);
  const items = new Map(order.lines.map((line) => [line.id, line]));
  const lines = refund.lines.map(({ orderItemId, quantity, amount }) => {
    const item = items.get(orderItemId);
    const name = item === undefined ? '' : nameOf(item);
    return { name, sku: item?.sku ?? null, quantity, amount: minor(amount) };
  });
  const amount = minor(refund.amount);
  const known = total(lines.map((line) => line.amount));
  return {
    seller,
    orderNumber,
    currency,
    corrects: number,
    lines: lines.map((line) => ({ ...line, amount: formatMinor(line.amount, currency) })),
    otherAmount: formatMinor(amount - known, currency),
    taxAmount: formatMinor(
      total(refund.lines.map((line) => minor(line.taxAmount ?? '0'))),
      currency,
    ),
    ...refundTaxes(refund, order),
    totalAmount: formatMinor(amount, currency),
  };
}

/** Taxes in the lines of a refund by rate, as far as each of them carries one known rate. */
function refundTaxes(
  refund: InvoicedRefund,
  { lines, currency }: InvoicedOrder,
): Pick<CreditNoteContent, 'taxes'> {
  const minor = (decimal: string): number => minorFromDb(decimal, currency);
  const items = new Map(lines.map((line) => [line.id, line]));
  const parts = refund.lines.map(({ orderItemId, amount, taxAmount = '0' }) => {
    const taxes = items.get(orderItemId)?.taxes ?? null;
    const [only, ...more] = taxes ?? [];
    const tax = minor(taxAmount);
    const base = minor(amount);
    if (taxes === null || more.length > 0) return { base, tax };
    const charged = only === undefined ? [] : [{ name: only.name, rate: only.rate, base, tax }];
    return { base, tax, charged };
  });
  if (parts.length === 0) return {};
  // What goes back for a line has its tax in it, whatever the prices do.
  const { rows } = taxTable(parts, [], true);
  return rows.some(({ rate }) => rate === null) ? {} : { taxes: taxesOnPaper(rows, currency) };
}

function chargedOf(taxes: readonly OrderTax[] | null, currency: string): ChargedTax[] | undefined {
  return taxes?.map(({ name, rate, base, amount }) => {
    return { name, rate, base: minorFromDb(base, currency), tax: minorFromDb(amount, currency) };
  });
}

function taxesOnPaper(rows: readonly TaxRow[], currency: string): InvoiceTax[] {
  return rows.map(({ name, rate, net, tax }) => {
    return { name, rate, net: formatMinor(net, currency), tax: formatMinor(tax, currency) };
  });
}

function nameOf(line: { readonly productName: string; readonly variantName: string }): string {
  const { productName, variantName } = line;
  return variantName === productName ? productName : `${productName}, ${variantName}`;
}

function total(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
