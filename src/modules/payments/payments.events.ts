import { z } from 'zod';

import { defineEvent } from '../../queue/outbox/define-event.js';

const payload = z.object({ paymentId: z.uuid(), orderId: z.uuid() });

/**
 * The gateway has the money. Told once per payment; it may come late, after `payment.failed` or
 * after whoever owns the order has given up on it.
 */
export const paymentSucceeded = defineEvent('payment.succeeded', payload);

/** The attempt ended without money (refused or cancelled). A later `payment.succeeded` beats it. */
export const paymentFailed = defineEvent('payment.failed', payload);

/** The gateway holds money for us that waits to be captured; told each time that it holds more. */
export const paymentAuthorised = defineEvent('payment.authorised', payload);

/**
 * A gateway has said how a refund ended; what it said stands in the refund's row. Told again when money
 * that had gone back comes back after all.
 */
export const refundAnswered = defineEvent(
  'refund.answered',
  z.object({ refundId: z.uuid(), orderId: z.uuid() }),
);
