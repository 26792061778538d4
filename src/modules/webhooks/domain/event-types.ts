/** One type of public event: what it says and an example of its `data`. */
export interface EventTypeView {
  readonly type: string;
  readonly aggregateType: string;
  readonly description: string;
  readonly example: Readonly<Record<string, unknown>>;
}

const ID = '3f0e7a5c-2b1d-4e6f-8a90-1b2c3d4e5f60';
const OTHER = '9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d';

const order = {
  orderId: ID,
  orderNumber: 'ORD-00000042',
  customerId: OTHER,
  status: 'confirmed',
  currency: 'USD',
  totalAmount: '59.90',
  refundedAmount: '0.00',
};
const parcel = { orderId: ID, parcelId: OTHER, carrier: 'UPS' };
const payment = {
  paymentId: ID,
  orderId: OTHER,
  status: 'success',
  currency: 'USD',
  amount: '59.90',
  capturedAmount: '59.90',
};
const refund = {
  refundId: ID,
  paymentId: OTHER,
  orderId: OTHER,
  status: 'succeeded',
  currency: 'USD',
  amount: '20.00',
};
const goods = { returnId: ID, orderId: OTHER };
const product = { productId: ID, slug: 'linen-shirt', status: 'active', published: true };
const variant = { variantId: ID, productId: OTHER, sku: 'LINEN-WHITE-M', active: true };
const review = { reviewId: ID, productId: OTHER, stars: 5 };

type Row = readonly [type: string, description: string];

function of(
  aggregateType: string,
  example: Readonly<Record<string, unknown>>,
  rows: readonly Row[],
): EventTypeView[] {
  return rows.map(([type, description]) => ({ type, aggregateType, description, example }));
}

function groups(kind: string, id: string, name: string): EventTypeView[] {
  return of(kind, { [id]: ID, slug: 'shirts', published: true }, [
    [`${kind}.created`, `${name} was made, maybe not published yet.`],
    [`${kind}.changed`, 'Name, texts, place or visibility of it were changed.'],
    [`${kind}.deleted`, 'It is gone.'],
    [`${kind}.restored`, 'It is there again.'],
  ]);
}

/**
 * Every public event, in the order of the documentation. `migrations/public-events.ts` writes them; fields are only
 * ever added. Ids, states and money: what else is to be known is asked for with the id.
 */
export const EVENT_TYPES: readonly EventTypeView[] = [
  ...of('order', order, [
    ['order.placed', 'An order was written, with its stock held; it may still be unpaid.'],
    [
      'order.confirmed',
      'It is paid, or needs no payment before delivery; also when late money re-opened it.',
    ],
    ['order.cancelled', 'It was cancelled or has expired; stock and discounts are back.'],
    ['order.completed', 'Everything about it is done.'],
    [
      'order.refunded',
      'Money has gone back: all of it where `refundedAmount` equals `totalAmount`.',
    ],
  ]),
  ...of('order', parcel, [
    ['order.shipped', 'A parcel of it has left.'],
    ['order.delivered', 'A parcel of it has arrived.'],
  ]),
  ...of(
    'order',
    { orderId: ID, editId: OTHER, currency: 'USD', totalBefore: '59.90', totalAfter: '39.90' },
    [['order.edited', 'Staff has changed lines, address or shipping of it.']],
  ),
  ...of('payment', payment, [
    ['payment.succeeded', 'The money is there. It may come after `payment.failed`, and beats it.'],
    ['payment.authorised', 'Money is held, and waits to be captured.'],
    ['payment.failed', 'An attempt ended without money, refused or cancelled.'],
  ]),
  ...of('refund', refund, [
    ['refund.requested', 'Money is to go back.'],
    ['refund.succeeded', 'It has gone back.'],
    ['refund.failed', 'The gateway has refused; staff has to look.'],
  ]),
  ...of('return', goods, [
    ['return.requested', 'The customer wants to send goods back.'],
    ['return.approved', 'He may send them.'],
    ['return.rejected', 'He may not.'],
    ['return.withdrawn', 'He keeps them after all.'],
    ['return.received', 'They are here.'],
    ['return.closed', 'Nothing is left to do.'],
  ]),
  ...of('product', product, [
    ['product.created', 'A product was made, maybe not published yet.'],
    ['product.changed', 'Texts, price, place or state of it were changed.'],
    ['product.published', 'Customers see it from now on.'],
    ['product.hidden', 'They see it no longer.'],
    ['product.deleted', 'It is gone.'],
    ['product.restored', 'It is there again.'],
  ]),
  ...of('variant', variant, [
    ['variant.changed', 'Name, SKU, price, weight or state of a variant were changed.'],
    ['variant.deleted', 'It is gone.'],
  ]),
  ...of('variant', { variantId: ID, available: 3 }, [
    ['stock.low', 'Few pieces are left to sell: once each time that line is crossed.'],
  ]),
  ...of('variant', { variantId: ID, available: 12 }, [
    [
      'stock.changed',
      'Another number of pieces is free to sell: sold, returned, counted, reserved.',
    ],
  ]),
  ...groups('category', 'categoryId', 'A category'),
  ...groups('brand', 'brandId', 'A brand'),
  ...groups('collection', 'collectionId', 'A collection'),
  ...of('pricelist', { priceListId: ID, currency: 'USD', active: true }, [
    ['pricelist.created', 'A list of prices was made.'],
    ['pricelist.changed', 'Its state, its time or prices of it were changed.'],
    ['pricelist.deleted', 'It is gone, with its prices.'],
  ]),
  ...of('cart', { cartId: ID, customerId: OTHER }, [
    ['cart.abandoned', 'Nobody has touched it for long; `customerId` is null for a guest.'],
  ]),
  ...of('customer', { customerId: ID }, [
    ['customer.registered', 'Somebody has made an account.'],
    [
      'customer.erased',
      'An account is closed and what is known of the person goes: forget it as well.',
    ],
  ]),
  ...of('review', review, [
    ['review.published', 'A review can be read by everybody.'],
    ['review.hidden', 'It can no longer be read.'],
  ]),
];

const KNOWN = new Set(EVENT_TYPES.map(({ type }) => type));
const GROUPS = new Set(EVENT_TYPES.map(({ type }) => type.slice(0, type.indexOf('.'))));

/** What a filter may say: a type, all of a group (`order.*`), or everything (`*`). */
export function isEventFilter(text: string): boolean {
  return text === '*' || KNOWN.has(text) || (text.endsWith('.*') && GROUPS.has(text.slice(0, -2)));
}
