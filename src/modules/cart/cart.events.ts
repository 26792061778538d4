import { z } from 'zod';
import { defineEvent } from '../../queue/outbox/define-event.js';

/** Nobody has touched a cart with something in it for long; told once until somebody does. */
export const cartAbandoned = defineEvent(
  'cart.abandoned',
  z.object({ cartId: z.uuid(), userId: z.uuid().nullable() }),
);
