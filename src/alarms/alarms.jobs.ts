import { z } from 'zod';

import { defineQueue, job, OVER_A_DAY } from '../queue/define-queue.js';

/** Mails to the operators, on the queue of all mails that may come late. */
export const alarmMailsQueue = defineQueue('notifications', {
  'send-alarm': job(z.object({ alarmId: z.uuid() }), OVER_A_DAY),
});
