import { z } from 'zod';
import { defineQueue, job } from '../../queue/define-queue.js';
import { MEDIA_KEY } from './media-key.js';

/** What becomes of files after the command that no longer needs them. */
export const mediaQueue = defineQueue('media', {
  /** Deletes a file that nothing points to any more. */
  'remove-file': job(z.object({ key: z.string().regex(MEDIA_KEY) })),
});
