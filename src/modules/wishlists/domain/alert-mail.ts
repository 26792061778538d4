import type { MailContent, MailLanguage } from '../../mail/mail.types.js';
import type { AlertKind } from '../wishlists.types.js';

/** What an alert says. */
export interface AlertNews {
  readonly kind: AlertKind;
  readonly firstName: string;
  readonly productName: string;
  readonly variantName: string;
  /** With its currency: `19.99 USD`. */
  readonly price: string;
  readonly productUrl: string;
  readonly unsubscribeUrl: string;
}

interface Words {
  readonly greeting: (name: string) => string;
  readonly subject: Readonly<Record<AlertKind, (thing: string) => string>>;
  readonly text: Readonly<Record<AlertKind, (thing: string, price: string) => string>>;
  readonly once: string;
  readonly look: string;
  readonly stop: string;
}

const WORDS: Readonly<Record<MailLanguage, Words>> = {
  en: {
    greeting: (name) => `Hello ${name},`,
    subject: {
      back_in_stock: (thing) => `Back in stock: ${thing}`,
      price_drop: (thing) => `Now cheaper: ${thing}`,
    },
    text: {
      back_in_stock: (thing, price) =>
        `you wanted to know when ${thing} can be had again. It can, for ${price}.`,
      price_drop: (thing, price) =>
        `you wanted to know when ${thing} becomes cheaper. It costs ${price} now.`,
    },
    once: 'There may be only a few. We write once; if you want to be told another time, ask again in the shop.',
    look: 'Look at it',
    stop: 'Stop all messages of this kind',
  },
  vi: {
    greeting: (name) => `Xin chào ${name},`,
    subject: {
      back_in_stock: (thing) => `Đã có hàng trở lại: ${thing}`,
      price_drop: (thing) => `Đã giảm giá: ${thing}`,
    },
    text: {
      back_in_stock: (thing, price) =>
        `bạn muốn biết khi nào ${thing} có hàng trở lại. Sản phẩm đã có hàng với giá ${price}.`,
      price_drop: (thing, price) =>
        `bạn muốn biết khi nào ${thing} giảm giá. Giá hiện nay là ${price}.`,
    },
    once: 'Số lượng có thể có hạn. Chúng tôi chỉ gửi một lần; nếu muốn được báo lần nữa, hãy đăng ký lại tại cửa hàng.',
    look: 'Xem sản phẩm',
    stop: 'Ngừng nhận các thư loại này',
  },
};

/** The mail of an alert, in the language that it was asked for in; English for all others. */
export function alertMail(locale: string, news: AlertNews): MailContent {
  const language: MailLanguage = locale.split('-')[0] === 'vi' ? 'vi' : 'en';
  const words = WORDS[language];
  const { kind, productName, variantName, price } = news;
  const thing = variantName === productName ? productName : `${productName}, ${variantName}`;
  return {
    language,
    subject: words.subject[kind](thing),
    greeting: words.greeting(news.firstName),
    blocks: [
      { kind: 'paragraph', text: words.text[kind](thing, price) },
      { kind: 'link', label: words.look, url: news.productUrl },
      { kind: 'paragraph', text: words.once },
      { kind: 'link', label: words.stop, url: news.unsubscribeUrl },
    ],
  };
}
