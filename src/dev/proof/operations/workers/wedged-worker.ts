import 'reflect-metadata';
import { Injectable, Module } from '@nestjs/common';
import { z } from 'zod';
import { defineQueue, job } from '../../../../queue/define-queue.js';
import { handlers, type QueueProcessor } from '../../../../queue/typed-processor.js';
import { die, runWorker } from '../../../../run-worker.js';

/** The ways in which a worker can be of no use and still have a process. */
export const WEDGES = ['hang', 'block'] as const;

const wedgeQueue = defineQueue('wedge', {
  /** Waits for something that never comes. */
  hang: job(z.object({})),
  /** Never gives the event loop back. */
  block: job(z.object({})),
});

@Injectable()
class WedgeProcessor implements QueueProcessor {
  readonly queue = wedgeQueue;
  readonly handlers = handlers(wedgeQueue, {
    hang: () => new Promise<void>(() => undefined),
    block: () => {
      const until = Date.now() + 120_000;
      while (Date.now() < until);
      return Promise.resolve();
    },
  });
}

@Module({ providers: [WedgeProcessor] })
class WedgeModule {}

const queues = [{ queue: wedgeQueue, load: () => Promise.resolve(WedgeModule) }];
// Started by the proof alone; what imports this file for its names must not start it.
if (process.argv[2] === 'wedge') {
  runWorker(process.argv.slice(2), { queues, subscriptions: [] }).catch((error: unknown) => {
    die(String(error));
  });
}
