import { z } from 'zod';

import { defineQueue, job, LONG_MS } from '../../queue/define-queue.js';

/**
 * What leaves for endpoints. Jobs only ring: what is to be sent, and when it is tried again, stands in
 * `webhook_deliveries`, so a failed job is not tried again by the queue.
 */
export const webhooksQueue = defineQueue(
  'webhooks',
  {
    /** Numbers new events, notes who is to be sent them, and rings for what is due. */
    'tell-endpoints': job(z.object({}), { attempts: 1 }),
    /** Sends what is due at one endpoint. */
    'deliver-to-endpoint': job(z.object({ endpointId: z.uuid() }), {
      attempts: 3,
      patienceMs: LONG_MS,
    }),
    /** Sends one delivery once, whatever else waits: staff tries an endpoint. */
    'deliver-once': job(z.object({ deliveryId: z.uuid() }), { attempts: 3, patienceMs: LONG_MS }),
    /** Clears away old events and deliveries. */
    'prune-events': job(z.object({}), {
      attempts: 3,
      backoffMs: 60_000,
      patienceMs: LONG_MS,
    }),
  },
  // They wait for others nearly all of the time.
  { concurrency: 32 },
);
