import type { AddressSnapshot } from '../../../users/users.types.js';
import type { CreditNoteContent, Seller } from '../invoice-content.js';
import type { CreditNotePaper, InvoicePaper, PackingSlipPaper, Paper } from '../paper.types.js';
import { Sheet, type TableColumn } from './sheet.js';

/** The PDF of a paper: the same bytes for the same paper, wherever and whenever it is made. */
export async function printPaper(paper: Paper): Promise<Buffer> {
  switch (paper.kind) {
    case 'invoice':
      return printInvoice(paper);
    case 'credit_note':
      return printCreditNote(paper);
    case 'packing_slip':
      return printPackingSlip(paper);
  }
}

const INVOICE_COLUMNS: readonly TableColumn[] = [
  { title: 'Item', share: 0.36 },
  { title: 'SKU', share: 0.15 },
  { title: 'Qty', share: 0.07, align: 'right' },
  { title: 'Price', share: 0.12, align: 'right' },
  { title: 'Discount', share: 0.11, align: 'right' },
  { title: 'Tax', share: 0.08, align: 'right' },
  { title: 'Amount', share: 0.11, align: 'right' },
];

async function printInvoice({ number, issuedAt, buyer, content }: InvoicePaper): Promise<Buffer> {
  const sheet = new Sheet({ title: `Invoice ${number}`, issuedAt: new Date(issuedAt) });
  const { currency, taxInclusive } = content;
  const date = issuedAt.slice(0, 10);
  head(sheet, content.seller, `Invoice ${number}`, [
    `Date: ${date}`,
    `Order: ${content.orderNumber} of ${content.orderedAt.slice(0, 10)}`,
    `All amounts in ${currency}; prices ${taxInclusive ? 'include' : 'do not include'} tax`,
  ]);
  sheet.pair(['Sold to', ...addressLines(buyer)], []);
  sheet.gap(14);
  sheet.table(
    INVOICE_COLUMNS,
    content.lines.map((line) => [
      line.name,
      line.sku ?? '',
      String(line.quantity),
      line.unitPrice,
      isZero(line.discountAmount) ? '' : `-${line.discountAmount}`,
      percent(line.taxRate),
      line.totalPrice,
    ]),
  );
  sheet.gap(8);
  sheet.sums([
    ['Subtotal', content.subtotal],
    ...row('Discount', content.discountAmount, '-'),
    ...row('Shipping', content.shippingCost),
    ...(taxInclusive ? [] : row('Tax', content.taxAmount)),
    [`Total ${currency}`, content.totalAmount],
  ]);
  taxes(sheet, taxInclusive ? 'Tax that is part of the total' : 'Tax', content);
  return sheet.finish();
}

function taxes(
  sheet: Sheet,
  title: string,
  { taxes: rows = [], taxAmount }: Pick<CreditNoteContent, 'taxes' | 'taxAmount'>,
): void {
  if (rows.every(({ tax }) => isZero(tax))) return;
  sheet.gap(14);
  sheet.text(title, { font: 'bold' });
  sheet.gap(4);
  sheet.table(
    [
      { title: 'Rate', share: 0.4 },
      { title: 'Net', share: 0.3, align: 'right' },
      { title: 'Tax', share: 0.3, align: 'right' },
    ],
    [
      ...rows.map(({ name = null, rate, net, tax }) => [nameOfRate(name, rate), net, tax]),
      ['Sum', '', taxAmount],
    ],
  );
}

async function printCreditNote(paper: CreditNotePaper): Promise<Buffer> {
  const { number, issuedAt, buyer, content } = paper;
  const { currency } = content;
  const sheet = new Sheet({ title: `Credit note ${number}`, issuedAt: new Date(issuedAt) });
  head(sheet, content.seller, `Credit note ${number}`, [
    `Date: ${issuedAt.slice(0, 10)}`,
    `For invoice: ${content.corrects}`,
    `Order: ${content.orderNumber}`,
    `All amounts in ${currency}`,
  ]);
  sheet.pair(['Credited to', ...addressLines(buyer)], []);
  sheet.gap(14);
  sheet.table(
    [
      { title: 'Item', share: 0.5 },
      { title: 'SKU', share: 0.2 },
      { title: 'Qty', share: 0.1, align: 'right' },
      { title: 'Amount', share: 0.2, align: 'right' },
    ],
    content.lines.map((line) => [line.name, line.sku ?? '', String(line.quantity), line.amount]),
  );
  sheet.gap(8);
  sheet.sums([
    ...row('Shipping and other', content.otherAmount),
    ...row('Tax in the items', content.taxAmount),
    [`Credited ${currency}`, content.totalAmount],
  ]);
  taxes(sheet, 'Tax that is part of it', content);
  return sheet.finish();
}

async function printPackingSlip(paper: PackingSlipPaper): Promise<Buffer> {
  const title = `Packing slip ${paper.orderNumber}`;
  const sheet = new Sheet({ title, issuedAt: new Date(paper.packedAt) });
  head(sheet, paper.seller, title, [
    `Packed: ${paper.packedAt.slice(0, 10)}`,
    ...(paper.carrier === null ? [] : [`Carrier: ${paper.carrier}`]),
    ...(paper.trackingNumber === null ? [] : [`Tracking: ${paper.trackingNumber}`]),
  ]);
  const phone = paper.recipient.phoneNumber;
  const to = [...addressLines(paper.recipient), ...(phone === null ? [] : [phone])];
  sheet.pair(['Deliver to', ...to], []);
  sheet.gap(14);
  sheet.table(
    [
      { title: 'Item', share: 0.6 },
      { title: 'SKU', share: 0.28 },
      { title: 'Qty', share: 0.12, align: 'right' },
    ],
    paper.lines.map((line) => [line.name, line.sku ?? '', String(line.quantity)]),
  );
  const pieces = paper.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  sheet.sums([['Pieces', String(pieces)]]);
  if (paper.notes !== null) sheet.text(`Notes: ${paper.notes}`);
  return sheet.finish();
}

function head(sheet: Sheet, seller: Seller, title: string, facts: readonly string[]): void {
  const taxId = seller.taxId === null ? [] : [`Tax number: ${seller.taxId}`];
  sheet.text(title, { font: 'bold', size: 15 });
  sheet.gap(8);
  sheet.pair([seller.name, ...seller.address, ...taxId], facts);
  sheet.gap(14);
}

function addressLines(address: AddressSnapshot): string[] {
  const city = [address.postalCode, address.city].filter(Boolean).join(' ');
  const parts = [address.recipient, address.street, address.ward, address.district, city];
  return [...parts, address.country].filter((part): part is string => Boolean(part));
}

function nameOfRate(name: string | null, rate: string | null): string {
  if (rate === null) return 'other';
  return name === null ? percent(rate) : `${name} ${percent(rate)}`;
}

/** `0.055` as `5.5 %`, by digits alone. */
function percent(rate: string | null): string {
  if (rate === null) return '';
  const [whole = '0', fraction = ''] = rate.split('.');
  const digits = fraction.padEnd(2, '0');
  const shown = `${whole}${digits.slice(0, 2)}`.replace(/^0+(?=\d)/, '');
  const rest = digits.slice(2).replace(/0+$/, '');
  return `${shown}${rest === '' ? '' : `.${rest}`} %`;
}

function row(label: string, amount: string, sign = ''): [string, string][] {
  return isZero(amount) ? [] : [[label, `${sign}${amount}`]];
}

function isZero(amount: string): boolean {
  return !/[1-9]/.test(amount);
}
