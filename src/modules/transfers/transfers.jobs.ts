import { z } from 'zod';
import { defineQueue, job, LONG_MS } from '../../queue/define-queue.js';

/** Files that come in and go out. A part of the queue `transfers`, which privacy works on as well. */
export const fileTransfersQueue = defineQueue(
  'transfers',
  {
    /** Works on an import for a while and rings for the rest. */
    'run-import': job(z.object({ importId: z.uuid() }), {
      attempts: 8,
      backoffMs: 5_000,
      patienceMs: LONG_MS,
    }),
    'run-file-export': job(z.object({ exportId: z.uuid() }), {
      attempts: 8,
      backoffMs: 5_000,
      patienceMs: LONG_MS,
    }),
    /** Takes away files that were there long enough and uploads that nobody ended. */
    'remove-old-files': job(z.object({}), { attempts: 3, patienceMs: LONG_MS }),
  },
  { concurrency: 2 },
);
