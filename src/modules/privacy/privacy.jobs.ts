import { z } from 'zod';
import { defineQueue, job, LONG_MS, OVER_A_DAY } from '../../queue/define-queue.js';

/** Work on everything that is stored about somebody: it may take minutes, and nobody waits for it. */
export const transfersQueue = defineQueue(
  'transfers',
  {
    /** Builds the copy of his data that somebody asked for. */
    'build-export': job(z.object({ exportId: z.uuid() }), {
      attempts: 6,
      backoffMs: 5_000,
      patienceMs: LONG_MS,
    }),
    'send-export-link': job(z.object({ exportId: z.uuid() }), OVER_A_DAY),
    /** Takes away copies that were there long enough. */
    'remove-expired-exports': job(z.object({}), { attempts: 3, patienceMs: LONG_MS }),
    /** Puts an account on the list of erasures and starts. */
    'erase-person': job(z.object({ userId: z.uuid() }), { patienceMs: LONG_MS }),
    'apply-erasure': job(z.object({ erasureId: z.uuid() }), { patienceMs: LONG_MS }),
    /** Starts what is on the list and not done. */
    'apply-open-erasures': job(z.object({}), { attempts: 3, patienceMs: LONG_MS }),
    /** Writes what an old key encrypted again with the current one. */
    'rotate-keys': job(z.object({}), { attempts: 3, backoffMs: 30_000, patienceMs: LONG_MS }),
  },
  { concurrency: 2 },
);
