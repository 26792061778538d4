import { z } from 'zod';

import { defineQueue, job } from '../../queue/define-queue.js';

/** Upkeep of the database that no feature owns. */
export const maintenanceQueue = defineQueue(
  'maintenance',
  {
    /** Makes coming partitions, drops those of the outbox that are done and old. */
    'keep-partitions': job(z.object({}), { attempts: 5, backoffMs: 30_000 }),
  },
  { concurrency: 1 },
);
