import { z } from 'zod';
import { defineQueue, job, LONG_MS } from '../../queue/define-queue.js';
import { MEDIA_KEY } from './media-key.js';

const file = z.object({ fileId: z.uuid() });

/** What becomes of files after the command that stored them or no longer needs them. */
export const mediaQueue = defineQueue(
  'media',
  {
    /** Deletes a person's picture that nothing points to any more. */
    'remove-file': job(z.object({ key: z.string().regex(MEDIA_KEY) })),
    /** Looks what a direct upload brought, draws it anew and makes it public. */
    'check-upload': job(file),
    /** Makes a picture in every width. */
    'make-sizes': job(file, { patienceMs: LONG_MS }),
    /** Deletes what nobody points to, by the rows of files. */
    'sweep-orphans': job(z.object({}), { attempts: 2, patienceMs: LONG_MS }),
    /** Deletes what nobody points to, by what lies in the storage. */
    'sweep-storage': job(z.object({}), { attempts: 2, patienceMs: LONG_MS }),
  },
  // Pictures are large: one at a time keeps the worker small.
  { concurrency: 1 },
);
