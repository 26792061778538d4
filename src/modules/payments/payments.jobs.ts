import { z } from 'zod';

import { defineQueue, job } from '../../queue/define-queue.js';

/** What gateways told us, to be applied to the payments. `eventId` is the id of a `payment_events` row. */
export const paymentCallbacksQueue = defineQueue('payment-callbacks', {
  'apply-event': job(z.object({ eventId: z.uuid() }), { attempts: 12, backoffMs: 500 }),
});
