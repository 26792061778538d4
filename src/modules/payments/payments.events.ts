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
