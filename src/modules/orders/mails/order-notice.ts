import type { MailBlock, MailContent } from '../../mail/mail.types.js';
import type { OrderNotice } from '../orders.jobs.js';
import type { OrderPiecesView, StaffOrderDetail } from '../orders.types.js';
import { languageOf, NOTICE_WORDS, type NoticeWords } from './notice-words.js';

type Pair = readonly [string, string];

/**
 * The mail about a step of an order, in the language of the order.
 *
 * @param subjectId the parcel, return or refund that the step is about
 */
export function orderNoticeMail(
  order: StaffOrderDetail,
  notice: OrderNotice,
  subjectId: string | null,
): MailContent {
  const language = languageOf(order.locale);
  const words = NOTICE_WORDS[language];
  const kind = notice === 'cancelled' && isExpired(order) ? 'expired' : notice;
  const { subject, text } = words.steps[kind];
  return {
    language,
    subject: subject(order.orderNumber),
    greeting: words.greeting(order.shippingAddress.recipient),
    blocks: [
      { kind: 'paragraph', text: text(order.orderNumber) },
      ...factsOf(order, notice, subjectId, words),
    ],
  };
}

/** Nobody gave it up; its time to be paid was over. */
function isExpired({ history }: StaffOrderDetail): boolean {
  return history.filter(({ to }) => to === 'cancelled').at(-1)?.reason === 'expired';
}

function factsOf(
  order: StaffOrderDetail,
  notice: OrderNotice,
  subjectId: string | null,
  words: NoticeWords,
): MailBlock[] {
  if (notice === 'cancelled') return moneyBack(order, words);
  if (notice === 'edited') return [table(contents(order, words))];
  if (notice === 'refunded') {
    const refund = order.refunds.find(({ id }) => id === subjectId);
    if (refund === undefined) return [];
    return [table([[words.amount, `${refund.amount} ${order.currency}`]])];
  }
  const parcel = order.parcels.find(({ id }) => id === subjectId);
  if (parcel !== undefined) {
    const facts: Pair[] = [
      ...pieces(order, parcel.items),
      ...given(words.carrier, parcel.carrier),
      ...given(words.tracking, parcel.trackingNumber),
    ];
    return [table(facts)];
  }
  const goods = order.returns.find(({ id }) => id === subjectId);
  if (goods === undefined) return [];
  return [
    table(pieces(order, goods.items)),
    ...(goods.answer === null ? [] : [{ kind: 'paragraph', text: goods.answer } as const]),
  ];
}

/** Paid money of a cancelled order is on its way. */
function moneyBack(order: StaffOrderDetail, words: NoticeWords): MailBlock[] {
  const due = order.refunds.filter(({ status }) => status !== 'failed');
  return due.length === 0 ? [] : [{ kind: 'paragraph', text: words.moneyBack }];
}

function pieces(order: StaffOrderDetail, items: readonly OrderPiecesView[]): Pair[] {
  return items.flatMap(({ orderItemId, quantity }): Pair[] => {
    const line = order.items.find(({ id }) => id === orderItemId);
    if (line === undefined) return [];
    const { productName, variantName } = line;
    const name = variantName === productName ? productName : `${productName}, ${variantName}`;
    return [[name, String(quantity)]];
  });
}

/** The order as it is by now: edits follow each other, and only the last one counts for the customer. */
function contents(order: StaffOrderDetail, words: NoticeWords): Pair[] {
  const money = (amount: string): string => `${amount} ${order.currency}`;
  const all = order.items.map(({ id, quantity }) => ({ orderItemId: id, quantity }));
  const due: Pair[] = /[1-9]/.test(order.amountDue)
    ? [[words.amountDue, money(order.amountDue)]]
    : [];
  return [
    ...pieces(order, all),
    [words.shipping, money(order.shippingCost)],
    [words.total, money(order.totalAmount)],
    ...due,
  ];
}

function given(name: string, value: string | null): Pair[] {
  return value === null ? [] : [[name, value]];
}

function table(rows: readonly Pair[]): MailBlock {
  return { kind: 'table', rows };
}
