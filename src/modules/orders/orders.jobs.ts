import { z } from 'zod';
import { defineQueue, job, LONG_MS, OVER_A_DAY } from '../../queue/define-queue.js';

const order = z.object({ orderId: z.uuid() });

/** What customers are written about, beside the confirmation. */
export const ORDER_NOTICES = [
  'cancelled',
  'edited',
  'shipped',
  'delivered',
  'return_requested',
  'return_approved',
  'return_rejected',
  'return_received',
  'refunded',
] as const;

export type OrderNotice = (typeof ORDER_NOTICES)[number];

/** Moves orders when something outside has happened, or when nothing did in time. */
export const ordersQueue = defineQueue('orders', {
  /** A payment of the order has ended, one way or the other; the payment's row says which. */
  'record-payment-result': job(z.object({ orderId: z.uuid(), paymentId: z.uuid() })),
  /** A gateway has said how a refund ended; the refund's row says what. */
  'finish-refund': job(z.object({ refundId: z.uuid() })),
  /** Cancels all pending orders whose time to pay is over. */
  'expire-unpaid': job(z.object({}), { attempts: 3, patienceMs: LONG_MS }),
  /**
   * Issues what invoices and credit notes the order lacks and makes their files, or that of a parcel. Nobody who has
   * paid waits for his order until the papers of all others are printed.
   */
  'make-document': job(z.object({ orderId: z.uuid(), parcelId: z.uuid().optional() }), {
    priority: 1,
  }),
});

/** Mails about orders. Account mails have a queue of their own and never wait behind these. */
export const notificationsQueue = defineQueue('notifications', {
  'send-order-confirmation': job(order, OVER_A_DAY),
  /** What staff has prepared, to its customer; `version` is the one that was sent. */
  'send-draft': job(z.object({ draftId: z.uuid(), version: z.int().min(1) }), OVER_A_DAY),
  /** A step of an order that its customer is told about; `subjectId` is the parcel, return or refund. */
  'send-order-notice': job(
    z.object({ orderId: z.uuid(), notice: z.enum(ORDER_NOTICES), subjectId: z.uuid().optional() }),
    OVER_A_DAY,
  ),
});

/** Moves finished orders out of the live tables. */
export const orderArchivingQueue = defineQueue(
  'order-archiving',
  {
    'archive-orders': job(z.object({}), { attempts: 5, backoffMs: 30_000, patienceMs: LONG_MS }),
  },
  { concurrency: 1 },
);
