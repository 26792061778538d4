import type { MailContent, MailLanguage } from '../../mail/mail.types.js';
import type { StockView } from '../data/stock-views.js';

interface Words {
  readonly subject: (name: string) => string;
  readonly text: (name: string) => string;
  readonly free: string;
  readonly reserved: string;
  readonly owed: string;
  readonly onHand: string;
  readonly place: (code: string) => string;
}

const WORDS: Readonly<Record<MailLanguage, Words>> = {
  en: {
    subject: (name) => `Low stock: ${name}`,
    text: (name) => `There are few pieces of ${name} left to sell.`,
    free: 'Free to sell',
    reserved: 'Sold, not sent yet',
    owed: 'Owed to orders',
    onHand: 'Lies in all places',
    place: (code) => `In ${code}`,
  },
  vi: {
    subject: (name) => `Sắp hết hàng: ${name}`,
    text: (name) => `Sản phẩm ${name} chỉ còn ít hàng để bán.`,
    free: 'Còn có thể bán',
    reserved: 'Đã bán, chưa gửi',
    owed: 'Còn nợ đơn hàng',
    onHand: 'Tổng số tại các kho',
    place: (code) => `Tại ${code}`,
  },
};

/** Tells the staff that a variant has become few; the numbers are those of the moment of sending. */
export function lowStockMail(view: StockView, language: MailLanguage): MailContent {
  const words = WORDS[language];
  const { productName, variantName, sku, available, backordered, reserved, onHand } = view;
  const name = variantName === productName ? productName : `${productName}, ${variantName}`;
  return {
    language,
    subject: words.subject(name),
    blocks: [
      { kind: 'paragraph', text: words.text(name) },
      {
        kind: 'table',
        rows: [
          ['SKU', sku ?? '-'],
          [words.free, String(available)],
          [words.reserved, String(reserved)],
          [words.owed, String(backordered)],
          [words.onHand, String(onHand)],
          ...view.levels.map(
            ({ code, quantity }) => [words.place(code), String(quantity)] as const,
          ),
        ],
      },
    ],
  };
}
