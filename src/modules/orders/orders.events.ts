import { z } from 'zod';
import { defineEvent } from '../../queue/outbox/define-event.js';

const order = z.object({ orderId: z.uuid() });

/** An order was written, with its stock held; it may still be unpaid. */
export const orderPlaced = defineEvent('order.placed', order);

/** It is paid, or needs no payment before delivery. Also when late money re-opened it. */
export const orderConfirmed = defineEvent('order.confirmed', order);

/** It was cancelled by somebody or expired; stock and discount uses are back. */
export const orderCancelled = defineEvent('order.cancelled', order);

/** Money is there that the order does not need; a pending row in `refunds` says how much. */
export const orderRefundDue = defineEvent(
  'order.refund-due',
  z.object({ orderId: z.uuid(), paymentId: z.uuid() }),
);
