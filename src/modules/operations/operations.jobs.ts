import { z } from 'zod';

import { defineQueue, job } from '../../queue/define-queue.js';

/** Upkeep of the database that no feature owns. */
export const maintenanceQueue = defineQueue(
  'maintenance',
  {
    /** Makes coming partitions, drops those of the outbox that are done and old. */
    'keep-partitions': job(z.object({}), { attempts: 5, backoffMs: 30_000 }),
    /** Seals new entries of the audit log. */
    'seal-audit': job(z.object({}), { attempts: 2 }),
    /** Checks the whole audit log against its seals. */
    'check-audit': job(z.object({}), { attempts: 2, backoffMs: 60_000 }),
  },
  { concurrency: 1 },
);
