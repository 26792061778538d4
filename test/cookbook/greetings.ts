import { z } from 'zod';
import { defineQueue, job } from '../../src/queue/define-queue.js';
import { handlers, type QueueProcessor } from '../../src/queue/typed-processor.js';

/** In `greetings.jobs.ts`: ids and flags only, the payload lies in the queue for everybody to read. */
export const greetingsQueue = defineQueue('greetings', {
  'send-greeting': job(z.strictObject({ userId: z.uuid() }), { attempts: 5 }),
});

/** In `greetings.processor.ts`, provided by `greetings.worker.module.ts`: calls one use case for each job. */
export class GreetingsProcessor implements QueueProcessor {
  readonly queue = greetingsQueue;
  readonly handlers = handlers(greetingsQueue, {
    'send-greeting': ({ userId }) => this.greet(userId),
  });

  constructor(private readonly greet: (userId: string) => Promise<void>) {}
}
