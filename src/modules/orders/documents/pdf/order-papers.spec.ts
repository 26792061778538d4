import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import {
  cancellation,
  invoiceContent,
  type InvoicedOrder,
  refundNote,
} from '../invoice-content.js';
import type { InvoicePaper, PackingSlipPaper } from '../paper.types.js';
import { printPaper } from './order-papers.js';
import { fontRuns, visualWords, wrapText } from './text-lines.js';

const SELLER = { name: 'Cửa hàng Đà Nẵng', address: ['1 Quay', 'Portland'], taxId: 'US-77' };
const BUYER = {
  recipient: 'Nguyễn Thị Ánh',
  phoneNumber: '+84901234567',
  street: '7 Harbour Street',
  ward: null,
  district: 'Downtown',
  city: 'Portland',
  postalCode: '97201',
  country: 'US',
};

interface Line {
  readonly name: string;
  readonly quantity: number;
  readonly price: number;
  readonly discount?: number;
  readonly tax?: number;
}

/** Amounts in cents. */
function orderOf(lines: readonly Line[], more: Partial<InvoicedOrder> = {}): InvoicedOrder {
  const db = (cents: number): string => (cents / 100).toFixed(2);
  const sum = (of: (line: Line) => number): number =>
    lines.reduce((all, line) => all + of(line), 0);
  const subtotal = sum((line) => line.price * line.quantity);
  const [discount, tax] = [sum((line) => line.discount ?? 0), sum((line) => line.tax ?? 0)];
  return {
    orderNumber: 'ORD-00000001',
    orderedAt: '2026-01-02T03:04:05.000Z',
    currency: 'USD',
    taxInclusive: false,
    subtotal: db(subtotal),
    discountAmount: db(discount),
    shippingCost: '5.90',
    taxAmount: db(tax),
    totalAmount: db(subtotal - discount + tax + 590),
    shippingTaxes: null,
    taxRates: ['0.200000', '0.055000'],
    lines: lines.map((line, index) => ({
      id: String(index),
      productName: line.name,
      variantName: line.name,
      sku: `SKU-${index}`,
      quantity: line.quantity,
      unitPrice: db(line.price),
      totalPrice: db(line.price * line.quantity),
      discountAmount: db(line.discount ?? 0),
      taxAmount: db(line.tax ?? 0),
      taxes: null,
    })),
    ...more,
  };
}

function invoiceOf(order: InvoicedOrder, recipient = BUYER.recipient): InvoicePaper {
  return {
    kind: 'invoice',
    number: 'INV-2026-000001',
    issuedAt: '2026-01-02T03:04:05.000Z',
    buyer: { ...BUYER, recipient },
    content: invoiceContent(order, SELLER),
  };
}

async function read(pdf: Buffer): Promise<string[]> {
  const file = await getDocumentProxy(new Uint8Array(pdf));
  return (await extractText(file, { mergePages: false })).text;
}

describe('Papers of an order', () => {
  it('say the sums of the order, to the digit, and each rate with its share', async () => {
    const order = orderOf([
      { name: 'Áo sơ mi lụa', quantity: 2, price: 1999, discount: 398, tax: 720 },
      { name: 'Sách', quantity: 1, price: 1000, tax: 55 },
      { name: 'Gift card', quantity: 1, price: 2500 },
    ]);
    const [text = ''] = await read(await printPaper(invoiceOf(order)));
    for (const part of ['INV-2026-000001', 'Cửa hàng Đà Nẵng', 'Nguyễn Thị Ánh', 'Áo sơ mi lụa']) {
      expect(text).toContain(part);
    }
    expect(text).toMatch(/Subtotal 74\.98\s+Discount -3\.98\s+Shipping 5\.90\s+Tax 7\.75/);
    expect(text).toMatch(/Total USD 84\.65/);
    expect(text).toMatch(/20 % 36\.00 7\.20/);
    expect(text).toMatch(/5\.5 % 10\.00 0\.55/);
    expect(text).toMatch(/0 % 30\.90 0\.00/);
    expect(text).toMatch(/Sum\s+7\.75/);
  });

  it('are the same bytes each time', async () => {
    const paper = invoiceOf(orderOf([{ name: 'Shirt 😀', quantity: 1, price: 1000 }]));
    const one = await printPaper(paper);
    // Fonts stay open from one paper to the next.
    await printPaper(invoiceOf(orderOf([{ name: 'Hemd 漢字 ฿', quantity: 1, price: 1000 }])));
    expect(one.equals(await printPaper(paper))).toBe(true);
  });

  it('go over as many pages as there are lines, each line once', async () => {
    const lines = Array.from({ length: 200 }, (_, index) => ({
      name: `Article ${index} of a collection with a name that needs a second line`,
      quantity: index + 1,
      price: 100 + index,
    }));
    const order = orderOf(lines);
    const pages = await read(await printPaper(invoiceOf(order)));
    expect(pages.length).toBeGreaterThan(5);
    const text = pages.join('\n');
    for (const [index, { quantity, price }] of lines.entries()) {
      const amount = ((quantity * price) / 100).toFixed(2);
      expect(text.match(new RegExp(`SKU-${index}\\s+${quantity}\\s`, 'g'))).toHaveLength(1);
      expect(text).toContain(amount);
    }
    expect(pages.at(-1)).toContain(order.totalAmount);
    expect(text.match(/Item SKU Qty/g)?.length).toBeGreaterThanOrEqual(pages.length - 1);
  });

  it('hold names of any kind as they are: markup, right to left, endless, invisible', async () => {
    const endless = 'W'.repeat(5000);
    const names = ['<b>&amp;</b> ${x} %d', 'שלום עולם', 'a\u202Eb\u0000c\uD800', '漢字', endless];
    const order = orderOf(names.map((name) => ({ name, quantity: 1, price: 1000 })));
    const text = (await read(await printPaper(invoiceOf(order, names[1])))).join('\n');
    expect(text).toContain('<b>&amp;</b> ${x} %d');
    expect(text).toContain('שלום');
    expect(text).toContain('abc\uFFFD');
    expect(text).toContain('漢字');
    expect(text).not.toContain('\uFFFD\uFFFD');
    expect(text.replace(/[^W]/g, '')).toHaveLength(5000);
    expect(text).toContain(`Total USD ${order.totalAmount}`);
  });

  it('draw by the second font what the first one lacks, the rest of the line as before', async () => {
    const names = ['東京タワー T-シャツ', '한국어 셔츠', 'Áo 👕 nhỏ', 'ไทย हिन्दी', 'Rare 𠮷'];
    const order = orderOf(names.map((name) => ({ name, quantity: 1, price: 1000 })));
    const paper = invoiceOf(order, '王小明');
    const [one, other] = [await printPaper(paper), await printPaper(paper)];
    const text = (await read(one)).join('\n');
    for (const part of [
      '東京タワー',
      'T-シャツ',
      '한국어',
      '셔츠',
      'Áo',
      '👕',
      'nhỏ',
      'ไทย',
      '王小明',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toContain('Rare \uFFFD');
    expect(one.equals(other)).toBe(true);
    // The letters that are shown, not the font.
    expect(one.length).toBeLessThan(60_000);
  });

  it('keep the digits of a currency without decimals, and tax inside the prices', async () => {
    const order = orderOf([{ name: 'Phở', quantity: 3, price: 6_000_000, tax: 1_636_400 }], {
      currency: 'VND',
      taxInclusive: true,
      shippingCost: '0.00',
      totalAmount: '180000.00',
      taxRates: ['0.1'],
    });
    const [text = ''] = await read(await printPaper(invoiceOf(order)));
    expect(text).toMatch(/Total VND 180000/);
    expect(text).toMatch(/10 % 163636 16364/);
    expect(text).not.toMatch(/Shipping/);
  });

  it('of a parcel tell no price', async () => {
    const paper: PackingSlipPaper = {
      kind: 'packing_slip',
      seller: SELLER,
      orderNumber: 'ORD-00000001',
      packedAt: '2026-01-02T03:04:05.000Z',
      carrier: 'Post',
      trackingNumber: 'T-1',
      recipient: BUYER,
      notes: 'Ring twice',
      lines: [{ name: 'Shirt', sku: 'S-1', quantity: 3 }],
    };
    const [text = ''] = await read(await printPaper(paper));
    for (const part of ['Shirt', 'S-1', 'Pieces 3', 'T-1', '+84901234567', 'Ring twice']) {
      expect(text).toContain(part);
    }
    expect(text).not.toMatch(/USD|Price|Amount|\d\.\d\d/);
  });

  it('call a rate by its name only where it gives the amount', () => {
    const odd = orderOf([{ name: 'Shirt', quantity: 1, price: 10_000, tax: 777 }]);
    const { lines, taxes } = invoiceContent(odd, SELLER);
    expect(lines[0]?.taxRate).toBeNull();
    expect(taxes).toEqual([
      { name: null, rate: '0', net: '5.90', tax: '0.00' },
      { name: null, rate: null, net: '100.00', tax: '7.77' },
    ]);
  });
});

describe('Taxes that the order has kept', () => {
  // Rates that the shop never had, of which no amount would tell.
  const vat = (base: string, amount: string) => ({ name: 'VAT', rate: '0.0777', base, amount });
  const city = { name: 'City', rate: '0.0777', base: '5.90', amount: '0.46' };
  const kept = () => {
    const order = orderOf([
      { name: 'Shirt', quantity: 2, price: 5_000, tax: 777 },
      { name: 'Gift card', quantity: 1, price: 2500 },
    ]);
    const [shirt, card] = order.lines;
    if (shirt === undefined || card === undefined) throw new Error('no lines');
    const lines = [
      { ...shirt, taxes: [vat('100.00', '7.77')] },
      { ...card, taxes: [] },
    ];
    return { ...order, lines, shippingTaxes: [city], taxAmount: '8.23', totalAmount: '139.13' };
  };
  const rows = [
    { name: 'VAT', rate: '0.0777', net: '100.00', tax: '7.77' },
    { name: 'City', rate: '0.0777', net: '5.90', tax: '0.46' },
    { name: null, rate: '0', net: '25.00', tax: '0.00' },
  ];

  it('stand on the invoice by name and rate, and on the note that takes it back', async () => {
    const content = invoiceContent(kept(), SELLER);
    expect(content.lines.map(({ taxRate }) => taxRate)).toEqual(['0.0777', '0']);
    expect(content.taxes).toEqual(rows);
    expect(cancellation('INV-1', content).taxes).toEqual(rows);
    const [text = ''] = await read(await printPaper({ ...invoiceOf(kept()), content }));
    expect(text).toMatch(/VAT 7\.77 % 100\.00 7\.77/);
    expect(text).toMatch(/City 7\.77 % 5\.90 0\.46/);
  });

  it('are named in what goes back for lines, and not guessed for shipping', async () => {
    const order = kept();
    const line = { orderItemId: '0', quantity: 1, amount: '53.89', taxAmount: '3.89' };
    const refund = { id: 'r', amount: '60.25', lines: [line] };
    const note = refundNote('INV-1', invoiceContent(order, SELLER), refund, order);
    expect(note.taxes).toEqual([{ name: 'VAT', rate: '0.0777', net: '50.00', tax: '3.89' }]);
    expect(note.otherAmount).toBe('6.36');
    const paper = { ...invoiceOf(order), kind: 'credit_note', content: note } as const;
    const [text = ''] = await read(await printPaper(paper));
    expect(text).toMatch(/VAT 7\.77 % 50\.00 3\.89/);
  });

  it('count only where they give the amounts of the order', () => {
    const order = kept();
    const lines = order.lines.map((line) => ({ ...line, taxes: [] }));
    const { taxes } = invoiceContent({ ...order, lines }, SELLER);
    expect(taxes.map(({ name, rate }) => [name, rate])).toEqual([
      [null, '0'],
      [null, null],
    ]);
  });
});

describe('Lines of text', () => {
  const measure = { width: (text: string) => text.length, has: () => true };

  it('break between words, and inside of one that fits nowhere', () => {
    expect(wrapText('one two  three', 7, measure)).toEqual(['one two', 'three']);
    expect(wrapText('a abcdefghij', 4, measure)).toEqual(['a', 'abcd', 'efgh', 'ij']);
    expect(wrapText('', 4, measure)).toEqual(['']);
  });

  it('fall into runs by font, a mark with its letter, and those of right-to-left words turned', () => {
    const latin = (codePoint: number) => codePoint < 0x600;
    const runs = (text: string) => fontRuns(text, latin).map((run) => run.text);
    expect(runs('ab漢字c')).toEqual(['ab', '漢字', 'c']);
    expect(runs('漢\u0301b')).toEqual(['漢\u0301', 'b']);
    expect(runs('a\u20DD')).toEqual(['a', '\u20DD']);
    expect(runs('אב漢')).toEqual(['漢', 'אב']);
    expect(runs('')).toEqual([]);
  });

  it('put words from right to left where they are read so', () => {
    expect(visualWords('plain text')).toEqual(['plain text']);
    expect(visualWords('אב גד 12 הו')).toEqual(['הו', '12', 'גד', 'אב']);
    expect(visualWords('for אב גד only')).toEqual(['for', 'גד', 'אב', 'only']);
  });
});
