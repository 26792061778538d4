/** A line of an order of the demo data; who tries it puts the id of his own line in its place. */
const PIECES = [{ orderItemId: '6d1f4c80-3a52-4f0e-9b6c-2f7e1a905d34', quantity: 2 }];

export const PAY_EXAMPLES = {
  again: { summary: 'As it was chosen with the order', value: { paymentMethodCode: 'sandbox' } },
  part: {
    summary: 'Only a part of what is owed',
    value: { paymentMethodCode: 'sandbox', amount: '10.00' },
  },
} as const;

export const PACK_EXAMPLES = {
  parcel: {
    summary: 'Some pieces of one line',
    value: { lines: PIECES, carrier: 'Royal Post', trackingNumber: 'RP123456789' },
  },
} as const;

export const SHIP_EXAMPLES = {
  parcel: {
    summary: 'With what is written on the parcel',
    value: { carrier: 'Royal Post', trackingNumber: 'RP123456789' },
  },
} as const;

export const REFUND_EXAMPLES = {
  pieces: {
    summary: 'Pieces, with their share of discount and tax',
    value: { lines: PIECES, reason: 'Arrived late' },
  },
  goodwill: {
    summary: 'A sum of money, for no piece in particular',
    value: { goodwillAmount: '1.00', reason: 'Arrived late' },
  },
} as const;
