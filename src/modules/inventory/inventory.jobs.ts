import { z } from 'zod';
import { defineQueue, job, OVER_A_DAY } from '../../queue/define-queue.js';

/** Mails to the staff about stock, on the queue of all mails that may come late. */
export const stockAlertsQueue = defineQueue('notifications', {
  'send-low-stock': job(z.object({ variantId: z.uuid() }), OVER_A_DAY),
});
