import { type Type } from '@nestjs/common';

import { alarmMailsQueue } from './alarms/alarms.jobs.js';
import {
  emailVerificationQueue,
  phoneVerificationQueue,
  sessionCleanupQueue,
} from './modules/auth/auth.jobs.js';
import { stockAlertsQueue } from './modules/inventory/inventory.jobs.js';
import { mediaQueue } from './modules/media/media.jobs.js';
import { maintenanceQueue } from './modules/operations/operations.jobs.js';
import { watchQueue } from './modules/operations/watch/watch.jobs.js';
import {
  notificationsQueue,
  orderArchivingQueue,
  ordersQueue,
} from './modules/orders/orders.jobs.js';
import { gatewayCallsQueue, paymentCallbacksQueue } from './modules/payments/payments.jobs.js';
import { transfersQueue } from './modules/privacy/privacy.jobs.js';
import { fileTransfersQueue } from './modules/transfers/transfers.jobs.js';
import { webhooksQueue } from './modules/webhooks/webhooks.jobs.js';
import { alertsQueue } from './modules/wishlists/wishlists.jobs.js';
import { joinQueues, type QueueDefinition } from './queue/define-queue.js';

/** A queue and the module whose processor works on it. */
export interface WorkerQueue {
  readonly queue: QueueDefinition;
  /** Imports the module only in the process that runs the queue: the others stay small. */
  readonly load: () => Promise<Type>;
}

/** Name by which a process is asked to run relay and sweeper. */
export const RELAY = 'relay';

/** Every queue of the program. A feature adds its line here; definitions are cheap to import. */
export const workerQueues: readonly WorkerQueue[] = [
  {
    queue: emailVerificationQueue,
    load: async () => (await import('./modules/auth/auth.worker.module.js')).AuthWorkerModule,
  },
  {
    queue: phoneVerificationQueue,
    load: async () => (await import('./modules/auth/auth.worker.module.js')).AuthWorkerModule,
  },
  {
    queue: mediaQueue,
    load: async () => (await import('./modules/media/media.worker.module.js')).MediaWorkerModule,
  },
  {
    queue: sessionCleanupQueue,
    load: async () => (await import('./modules/auth/auth.worker.module.js')).AuthWorkerModule,
  },
  {
    queue: joinQueues(maintenanceQueue, watchQueue),
    load: async () =>
      (await import('./modules/operations/operations.worker.module.js')).OperationsWorkerModule,
  },
  {
    queue: ordersQueue,
    load: async () => (await import('./modules/orders/orders.worker.module.js')).OrdersWorkerModule,
  },
  {
    queue: joinQueues(notificationsQueue, alertsQueue, stockAlertsQueue, alarmMailsQueue),
    load: async () =>
      (await import('./notifications-queue.worker.module.js')).NotificationsQueueWorkerModule,
  },
  {
    queue: orderArchivingQueue,
    load: async () =>
      (await import('./modules/orders/archiving.worker.module.js')).OrderArchivingWorkerModule,
  },
  {
    queue: paymentCallbacksQueue,
    load: async () =>
      (await import('./modules/payments/payments.worker.module.js')).PaymentsWorkerModule,
  },
  {
    queue: gatewayCallsQueue,
    load: async () =>
      (await import('./modules/payments/payments.worker.module.js')).PaymentsWorkerModule,
  },
  {
    queue: joinQueues(transfersQueue, fileTransfersQueue),
    load: async () =>
      (await import('./transfers-queue.worker.module.js')).TransfersQueueWorkerModule,
  },
  {
    queue: webhooksQueue,
    load: async () =>
      (await import('./modules/webhooks/webhooks.worker.module.js')).WebhooksWorkerModule,
  },
];

/** The names a worker process can be started with, `relay` among them. */
export function knownQueueNames(): string[] {
  return [...workerQueues.map(({ queue }) => queue.name).sort(), RELAY];
}

/** The program was asked for a queue that it does not have; the message is for the operator. */
export class UnknownQueue extends Error {
  constructor(asked: readonly string[]) {
    const known = knownQueueNames().join(', ');
    super(
      asked.length === 0
        ? `Name the queues to work on (as arguments or in WORKER_QUEUES): all, or some of ${known}.`
        : `There is no queue ${asked.map((name) => `"${name}"`).join(', ')}; known are ${known}, and all for every one.`,
    );
    this.name = 'UnknownQueue';
  }
}

/**
 * Checks that the operator's numbers are for queues that there are.
 *
 * @throws UnknownQueue when one is not known
 */
export function resolveConcurrency(wanted: Readonly<Record<string, number>>): void {
  const known = new Set(workerQueues.map(({ queue }) => queue.name));
  const unknown = Object.keys(wanted).filter((name) => !known.has(name));
  if (unknown.length > 0) throw new UnknownQueue(unknown);
}

/**
 * Reads the names of queues as given by the operator.
 *
 * @throws UnknownQueue when a name is not known or none is given
 */
export function resolveQueueNames(asked: readonly string[]): string[] {
  const names = new Set(asked.flatMap((text) => text.split(',')).map((name) => name.trim()));
  names.delete('');
  if (names.has('all')) {
    for (const name of knownQueueNames()) names.add(name);
    names.delete('all');
  }
  const known = new Set(knownQueueNames());
  const unknown = [...names].filter((name) => !known.has(name));
  if (unknown.length > 0 || names.size === 0) throw new UnknownQueue(unknown);
  return [...names];
}
