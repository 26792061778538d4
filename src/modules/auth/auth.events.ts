import { z } from 'zod';
import { defineEvent } from '../../queue/outbox/define-event.js';

/**
 * A person has deleted his account: it can no longer be used, its data are still there. Whoever
 * hears this erases them.
 */
export const accountDeletionRequested = defineEvent(
  'account.deletion-requested',
  z.object({ userId: z.uuid() }),
);
