import { z } from 'zod';
import { defineQueue, job, OVER_A_DAY } from '../../queue/define-queue.js';

/**
 * Mails to those who wait for a variant, on the queue of all mails that may come late. The first job
 * of an event is written by a trigger of the database (migration 1764000025000).
 */
export const alertsQueue = defineQueue('notifications', {
  'send-alerts': job(
    z.object({
      variantId: z.uuid(),
      /** When the event was, in the jobs that go on with it. */
      since: z.iso.datetime().optional(),
      /** How many may still be told in this wave. */
      left: z.int().positive().optional(),
    }),
    OVER_A_DAY,
  ),
});
