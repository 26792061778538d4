import type { MailContent } from '../../mail/mail.types.js';
import type { OrderDetail } from '../orders.types.js';

type Pair = readonly [string, string];

/** The mail that confirms an order: lines, sums, where it goes, and where its invoice is. */
export function orderConfirmationMail(order: OrderDetail, invoiceUrl: string): MailContent {
  const money = (amount: string): string => `${amount} ${order.currency}`;
  const lines = order.items.map((item): Pair => {
    const { productName, variantName, quantity, totalPrice } = item;
    const name = variantName === productName ? productName : `${productName}, ${variantName}`;
    return [`${quantity} × ${name}`, money(totalPrice)];
  });
  return {
    subject: `Your order ${order.orderNumber} is confirmed`,
    greeting: `Hello ${order.shippingAddress.recipient},`,
    blocks: [
      {
        kind: 'paragraph',
        text: `thank you for your order ${order.orderNumber}. We have everything we need and are getting it ready.`,
      },
      { kind: 'table', rows: [...lines, ...sums(order, money)] },
      { kind: 'paragraph', text: `It goes to:\n${addressLines(order).join('\n')}` },
      { kind: 'link', label: 'Your invoice', url: invoiceUrl },
    ],
  };
}

function sums(order: OrderDetail, money: (amount: string) => string): Pair[] {
  const { taxInclusive, discountAmount, taxAmount, shippingCost, totalAmount } = order;
  const hasAny = (amount: string): boolean => /[1-9]/.test(amount);
  return [
    ...(hasAny(discountAmount) ? [['Discount', `-${money(discountAmount)}`] as const] : []),
    ...(hasAny(shippingCost) ? [['Shipping', money(shippingCost)] as const] : []),
    ...(hasAny(taxAmount) && !taxInclusive ? [['Tax', money(taxAmount)] as const] : []),
    ['Total', money(totalAmount)],
    ...(hasAny(taxAmount) && taxInclusive ? [['of which tax', money(taxAmount)] as const] : []),
  ];
}

function addressLines({ shippingAddress: address }: OrderDetail): string[] {
  const city = [address.postalCode, address.city].filter(Boolean).join(' ');
  const parts = [address.recipient, address.street, address.ward, address.district, city];
  return [...parts, address.country].filter((part): part is string => Boolean(part));
}
