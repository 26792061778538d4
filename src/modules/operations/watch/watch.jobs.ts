import { z } from 'zod';
import { defineQueue, job } from '../../../queue/define-queue.js';

/** Looks after the upkeep itself; a part of the queue `maintenance`. */
export const watchQueue = defineQueue('maintenance', {
  /** Raises and settles alarms about late schedules, jobs that were given up, and a slow outbox. */
  'watch-upkeep': job(z.object({}), { attempts: 1 }),
});
