import { z } from 'zod';
import { defineEvent } from '../../queue/outbox/define-event.js';

const order = z.object({ orderId: z.uuid() });

/** An order was written, with its stock held; it may still be unpaid. */
export const orderPlaced = defineEvent('order.placed', order);

/** It is paid, or needs no payment before delivery. Also when late money re-opened it. */
export const orderConfirmed = defineEvent('order.confirmed', order);

/** It was cancelled by somebody or expired; stock and discount uses are back. */
export const orderCancelled = defineEvent('order.cancelled', order);

/** Staff has changed it; the row in `order_edits` says what. */
export const orderEdited = defineEvent(
  'order.edited',
  z.object({ orderId: z.uuid(), editId: z.uuid() }),
);

/** Money is there that the order does not need; a pending row in `refunds` says how much. */
export const orderRefundDue = defineEvent(
  'order.refund-due',
  z.object({ orderId: z.uuid(), paymentId: z.uuid() }),
);

const parcel = z.object({ orderId: z.uuid(), fulfilmentId: z.uuid() });
const goods = z.object({ orderId: z.uuid(), returnId: z.uuid() });

/** A parcel has left. */
export const orderShipped = defineEvent('order.shipped', parcel);

/** A parcel has arrived. */
export const orderDelivered = defineEvent('order.delivered', parcel);

/** The customer wants to send goods back. */
export const returnRequested = defineEvent('return.requested', goods);

/** He may send them. */
export const returnApproved = defineEvent('return.approved', goods);

/** He may not. */
export const returnRejected = defineEvent('return.rejected', goods);

/** The customer keeps them after all; nobody had answered yet. */
export const returnWithdrawn = defineEvent('return.withdrawn', goods);

/** They are here; their money goes back by a pending row in `refunds`. */
export const returnReceived = defineEvent('return.received', goods);

/** Money has gone back, some of it or all. */
export const orderRefunded = defineEvent(
  'order.refunded',
  z.object({ orderId: z.uuid(), refundId: z.uuid() }),
);
