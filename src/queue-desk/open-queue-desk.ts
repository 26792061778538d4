import { type Env } from '../config/env.js';
import { type QueueDesk } from '../modules/operations/jobs/queue-desk.types.js';
import { QueueBackend } from '../queue/queue-backend.js';
import { QueueProducer } from '../queue/queue-producer.js';
import { workerQueues } from '../worker-queues.js';
import { BullQueueDesk } from './bull-queue-desk.js';
import { QueueBoard } from './queue-board.js';

/** The desk over all queues of the program, with connections of its own. */
export function openQueueDesk(env: Env): QueueDesk {
  const backend = new QueueBackend(env, 0);
  const producer = new QueueProducer(backend);
  const names = workerQueues.map(({ queue }) => queue.name).sort();
  const board = new QueueBoard(names, producer);
  return new BullQueueDesk(names, backend, producer, board);
}
