import type { MailContent } from '../../mail/mail.types.js';
import type { StockView } from '../data/stock-views.js';

/** Tells the staff that a variant has become few; the numbers are those of the moment of sending. */
export function lowStockMail(view: StockView): MailContent {
  const { productName, variantName, sku, available, backordered, reserved, onHand } = view;
  const name = variantName === productName ? productName : `${productName}, ${variantName}`;
  return {
    subject: `Low stock: ${name}`,
    blocks: [
      { kind: 'paragraph', text: `There are few pieces of ${name} left to sell.` },
      {
        kind: 'table',
        rows: [
          ['SKU', sku ?? '-'],
          ['Free to sell', String(available)],
          ['Sold, not sent yet', String(reserved)],
          ['Owed to orders', String(backordered)],
          ['Lies in all places', String(onHand)],
          ...view.levels.map(({ code, quantity }) => [`In ${code}`, String(quantity)] as const),
        ],
      },
    ],
  };
}
