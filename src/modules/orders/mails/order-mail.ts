import type { MailContent, MailLanguage } from '../../mail/mail.types.js';
import type { OrderDetail } from '../orders.types.js';
import { languageOf } from './notice-words.js';

type Pair = readonly [string, string];

interface Words {
  readonly subject: (orderNumber: string) => string;
  readonly greeting: (recipient: string) => string;
  readonly thanks: (orderNumber: string) => string;
  readonly goesTo: string;
  readonly invoice: string;
  readonly discount: string;
  readonly shipping: string;
  readonly tax: string;
  readonly total: string;
  readonly ofWhichTax: string;
}

const WORDS: Readonly<Record<MailLanguage, Words>> = {
  en: {
    subject: (number) => `Your order ${number} is confirmed`,
    greeting: (recipient) => `Hello ${recipient},`,
    thanks: (number) =>
      `thank you for your order ${number}. We have everything we need and are getting it ready.`,
    goesTo: 'It goes to:',
    invoice: 'Your invoice',
    discount: 'Discount',
    shipping: 'Shipping',
    tax: 'Tax',
    total: 'Total',
    ofWhichTax: 'of which tax',
  },
  vi: {
    subject: (number) => `Đơn hàng ${number} đã được xác nhận`,
    greeting: (recipient) => `Xin chào ${recipient},`,
    thanks: (number) =>
      `cảm ơn bạn đã đặt đơn hàng ${number}. Chúng tôi đã có đủ thông tin và đang chuẩn bị hàng cho bạn.`,
    goesTo: 'Địa chỉ nhận hàng:',
    invoice: 'Hóa đơn của bạn',
    discount: 'Giảm giá',
    shipping: 'Phí vận chuyển',
    tax: 'Thuế',
    total: 'Tổng cộng',
    ofWhichTax: 'trong đó thuế',
  },
};

/**
 * The mail that confirms an order, in its language: lines, sums, where it goes, and where its invoice is.
 *
 * @param locale of the order
 */
export function orderConfirmationMail(
  order: OrderDetail,
  invoiceUrl: string,
  locale: string,
): MailContent {
  const language = languageOf(locale);
  const words = WORDS[language];
  const money = (amount: string): string => `${amount} ${order.currency}`;
  const lines = order.items.map((item): Pair => {
    const { productName, variantName, quantity, totalPrice } = item;
    const name = variantName === productName ? productName : `${productName}, ${variantName}`;
    return [`${quantity} × ${name}`, money(totalPrice)];
  });
  return {
    language,
    subject: words.subject(order.orderNumber),
    greeting: words.greeting(order.shippingAddress.recipient),
    blocks: [
      { kind: 'paragraph', text: words.thanks(order.orderNumber) },
      { kind: 'table', rows: [...lines, ...sums(order, money, words)] },
      { kind: 'paragraph', text: [words.goesTo, ...addressLines(order)].join('\n') },
      { kind: 'link', label: words.invoice, url: invoiceUrl },
    ],
  };
}

function sums(order: OrderDetail, money: (amount: string) => string, words: Words): Pair[] {
  const { taxInclusive, discountAmount, taxAmount, shippingCost, totalAmount } = order;
  const hasAny = (amount: string): boolean => /[1-9]/.test(amount);
  return [
    ...(hasAny(discountAmount) ? [[words.discount, `-${money(discountAmount)}`] as const] : []),
    ...(hasAny(shippingCost) ? [[words.shipping, money(shippingCost)] as const] : []),
    ...(hasAny(taxAmount) && !taxInclusive ? [[words.tax, money(taxAmount)] as const] : []),
    [words.total, money(totalAmount)],
    ...(hasAny(taxAmount) && taxInclusive ? [[words.ofWhichTax, money(taxAmount)] as const] : []),
  ];
}

function addressLines({ shippingAddress: address }: OrderDetail): string[] {
  const city = [address.postalCode, address.city].filter(Boolean).join(' ');
  const parts = [address.recipient, address.street, address.ward, address.district, city];
  return [...parts, address.country].filter((part): part is string => Boolean(part));
}
