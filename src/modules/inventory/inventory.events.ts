import { z } from 'zod';
import { defineEvent } from '../../queue/outbox/define-event.js';

/**
 * A sale or a correction has brought the free pieces of a variant down to what counts as few: once each time
 * that line is crossed, not with every sale below it.
 */
export const stockLow = defineEvent('inventory.low-stock', z.object({ variantId: z.uuid() }));
