import { z } from 'zod';
import { defineEvent } from '../../queue/outbox/define-event.js';

/**
 * Somebody's account is about to be emptied. For whoever keeps something of the person elsewhere
 * (a vault of a payment gateway, a newsletter): take it away there.
 */
export const personErased = defineEvent('privacy.person-erased', z.object({ userId: z.uuid() }));
