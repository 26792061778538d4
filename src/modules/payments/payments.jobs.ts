import { z } from 'zod';

import { defineQueue, job, LONG_MS } from '../../queue/define-queue.js';

/** What gateways told us, to be applied to the payments. `eventId` is the id of a `payment_events` row. */
export const paymentCallbacksQueue = defineQueue('payment-callbacks', {
  /** Gateways forget the cards that were taken away. */
  'detach-cards': job(z.object({}), { attempts: 3, backoffMs: 10_000, patienceMs: LONG_MS }),
  'apply-event': job(z.object({ eventId: z.uuid() }), { attempts: 12, backoffMs: 500 }),
});

/**
 * Calls to gateways. A queue of its own: a call may take half a minute, and what gateways tell us must not wait
 * behind one that hangs.
 */
export const gatewayCallsQueue = defineQueue(
  'gateway-calls',
  {
    /** Asks the gateway what became of a payment, and applies its answer. */
    'ask-payment': job(z.object({ paymentId: z.uuid() }), { attempts: 3, backoffMs: 5000 }),
    /** Sends a refund to its gateway, or asks what became of it. */
    'send-refund': job(z.object({ refundId: z.uuid() }), { attempts: 3, backoffMs: 5000 }),
    /** Takes what is held for an order of which a parcel has left. */
    'capture-order': job(z.object({ orderId: z.uuid() }), { attempts: 8, backoffMs: 5000 }),
    /** Compares the settlement files of the last days. */
    'settle-files': job(z.object({}), { attempts: 3, patienceMs: LONG_MS }),
    /** Reminds staff of held money that its gateway is about to let go. */
    'watch-holds': job(z.object({}), { attempts: 3, patienceMs: LONG_MS }),
    /** Asks about everything that waits too long. */
    reconcile: job(z.object({}), { attempts: 1, patienceMs: LONG_MS }),
  },
  { concurrency: 8 },
);
