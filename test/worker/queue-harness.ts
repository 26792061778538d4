import { type INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll } from 'vitest';

import { type RequestContext, systemContext } from '../../src/common/request-context.js';
import { ENV, loadEnv } from '../../src/config/env.js';
import { type Tx, UnitOfWork } from '../../src/database/unit-of-work.js';
import { Inbox } from '../../src/queue/outbox/inbox.js';
import { Outbox } from '../../src/queue/outbox/outbox.js';
import { OutboxRelay } from '../../src/queue/outbox/outbox-relay.js';
import { Sweeper } from '../../src/queue/outbox/sweeper.js';
import { QueueProducer } from '../../src/queue/queue-producer.js';
import { Scheduler } from '../../src/queue/scheduler.js';
import { WorkerProcess } from '../../src/queue/worker-process.js';
import { RELAY } from '../../src/worker-queues.js';
import { WorkerModule } from '../../src/worker.module.js';
import { openSurroundings, type Surroundings } from '../setup/test-context.js';
import { type QueueBackend } from '../setup/test-redis.js';
import { EFFECTS_TABLE, probe, probeQueues, probeSubscriptions } from './probe.js';

/** A worker process inside of the test: the same modules, steps taken by hand. */
export interface TestWorker {
  readonly context: INestApplicationContext;
  readonly process: WorkerProcess;
  readonly outbox: Outbox;
  readonly inbox: Inbox;
  readonly relay: OutboxRelay;
  readonly sweeper: Sweeper;
  readonly scheduler: Scheduler;
  readonly producer: QueueProducer;
  /** Runs the work in a transaction as a request would. */
  commit(work: (tx: Tx) => Promise<void>, ctx?: RequestContext): Promise<void>;
  close(): Promise<void>;
}

export interface QueueHarness {
  readonly surroundings: Surroundings;
  /** A worker that runs no job and no relay loop before `process.start`. */
  open(variables?: Readonly<Record<string, string>>): Promise<TestWorker>;
  effects(): Promise<string[]>;
  row(key: string): Promise<ProbeRow>;
  /** Waits until the condition holds, at most `seconds` (10). */
  until(what: string, holds: () => Promise<boolean> | boolean, seconds?: number): Promise<void>;
}

export interface ProbeRow {
  readonly id: string;
  readonly relayed_at: Date | null;
  readonly relay_count: number;
  readonly leased_until: Date | null;
  readonly done_at: Date | null;
  readonly failed_at: Date | null;
  readonly last_error: string | null;
}

/** Database, backend and any number of workers for one describe block. */
export function useQueue(backend: QueueBackend): QueueHarness {
  let surroundings: Surroundings | undefined;
  const opened: TestWorker[] = [];
  const current = (): Surroundings => {
    if (surroundings === undefined) throw new Error('The queue exists only inside of tests.');
    return surroundings;
  };
  beforeAll(async () => {
    surroundings = await openSurroundings({ backend });
    await surroundings.database.owner.query(EFFECTS_TABLE);
    probe.broken.clear();
    probe.runs.length = 0;
  });
  afterAll(async () => {
    await Promise.all(opened.map((worker) => worker.close()));
    await surroundings?.close();
  });
  return {
    get surroundings() {
      return current();
    },
    open: async (variables = {}) => {
      const worker = await openWorker({ ...current().variables, ...variables });
      opened.push(worker);
      return worker;
    },
    effects: async () => {
      const found = await current().database.owner.query<{ key: string }>(
        'SELECT key FROM effects ORDER BY key, seq',
      );
      return found.rows.map((row) => row.key);
    },
    row: async (key) => {
      const found = await current().database.owner.query<ProbeRow>(
        `SELECT * FROM outbox_events WHERE payload ->> 'key' = $1`,
        [key],
      );
      const [row] = found.rows;
      if (row === undefined) throw new Error(`No outbox row has the key ${key}.`);
      return row;
    },
    until,
  };
}

async function openWorker(variables: Readonly<Record<string, string>>): Promise<TestWorker> {
  const module = await Test.createTestingModule({
    imports: [
      await WorkerModule.forQueues(['probe', RELAY], {
        queues: probeQueues,
        subscriptions: probeSubscriptions,
      }),
    ],
  })
    .overrideProvider(ENV)
    .useValue(loadEnv(variables))
    .compile();
  module.useLogger(false);
  const context = await module.init();
  const uow = context.get(UnitOfWork, { strict: false });
  const process = new WorkerProcess(context, { relay: true });
  let closed = false;
  return {
    context,
    process,
    outbox: context.get(Outbox, { strict: false }),
    inbox: context.get(Inbox, { strict: false }),
    relay: context.get(OutboxRelay, { strict: false }),
    sweeper: context.get(Sweeper, { strict: false }),
    scheduler: context.get(Scheduler, { strict: false }),
    producer: context.get(QueueProducer, { strict: false }),
    commit: (work, ctx = systemContext('test')) => uow.run(ctx, work),
    close: async () => {
      if (closed) return;
      closed = true;
      await process.stop();
    },
  };
}

/** Waits until the condition holds. */
export async function until(
  what: string,
  holds: () => Promise<boolean> | boolean,
  seconds = 10,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Not within ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
