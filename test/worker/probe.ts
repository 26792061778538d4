import { setTimeout as sleep } from 'node:timers/promises';

import { Injectable, Module } from '@nestjs/common';
import { z } from 'zod';

import { currentLogFields } from '../../src/common/log-scope.js';
import { UnitOfWork } from '../../src/database/unit-of-work.js';
import { defineQueue, job } from '../../src/queue/define-queue.js';
import { DeliveryNotFound } from '../../src/modules/webhooks/webhooks.errors.js';
import { defineEvent, on } from '../../src/queue/outbox/define-event.js';
import { Inbox } from '../../src/queue/outbox/inbox.js';
import {
  handlers,
  type JobRun,
  type QueueProcessor,
  schedules,
} from '../../src/queue/typed-processor.js';
import { type WorkerQueue } from '../../src/worker-queues.js';

const keyed = z.object({ key: z.string().min(1) });

/** A queue with one job of each kind that the platform has to carry. */
export const probeQueue = defineQueue('probe', {
  /** Writes an effect in the transaction that claims the delivery. */
  write: job(keyed, { attempts: 3, backoffMs: 10 }),
  /** Writes an effect between lease and done, as mails are sent. */
  send: job(keyed, { attempts: 3, backoffMs: 10 }),
  /** Fails as long as `broken` holds the key. */
  stumble: job(keyed, { attempts: 2, backoffMs: 10 }),
  /** Leaves the answer to the platform. */
  forget: job(keyed, { attempts: 1 }),
  /** Nobody waits for it. */
  later: job(keyed, { attempts: 1, priority: 1 }),
  /** Made by a schedule only. */
  tick: job(z.object({ key: z.string() }), { attempts: 1 }),
});

export const probeHappened = defineEvent('probe.happened', keyed);
export const probeUnheard = defineEvent('probe.unheard', keyed);
export const probeSubscriptions = [
  on(probeHappened, probeQueue, 'write'),
  on(probeHappened, probeQueue, 'send', ({ key }) => ({ key: `sent-${key}` })),
];

interface ProbeRun {
  readonly name: string;
  readonly key: string;
  readonly attempt: number;
  readonly requestId: string;
  readonly traceparent: string | null | undefined;
  /** What each log line of the handler carries. */
  readonly logged: object;
}

/** What the handlers did, beside the table `effects`. */
export const probe = {
  broken: new Set<string>(),
  /** Keys of what is not there, whoever asks and however often. */
  gone: new Set<string>(),
  /** What `forget` waits for. */
  held: Promise.resolve(),
  runs: [] as ProbeRun[],
  /** Whether what runs beside the jobs does. */
  beside: 'never started',
};

/** Effects are rows, so that a rolled-back one is not counted. */
export const EFFECTS_TABLE = `
  CREATE TABLE effects (seq serial PRIMARY KEY, key text NOT NULL);
  GRANT SELECT, INSERT ON effects TO eshop_app;
  GRANT USAGE ON SEQUENCE effects_seq_seq TO eshop_app;`;

@Injectable()
export class ProbeProcessor implements QueueProcessor {
  readonly queue = probeQueue;
  readonly handlers = handlers(probeQueue, {
    write: (payload, run) => this.write('write', payload.key, run),
    send: (payload, run) => this.send(payload.key, run),
    stumble: async (payload, run) => {
      note('stumble', payload.key, run);
      if (probe.gone.has(payload.key)) throw new DeliveryNotFound();
      if (probe.broken.has(payload.key)) throw new Error(`stumbled over ${payload.key}`);
      await this.write('stumble-done', payload.key, run);
    },
    forget: async (payload, run) => {
      note('forget', payload.key, run);
      await probe.held;
    },
    later: (payload, run) => this.write('later', payload.key, run),
    tick: (payload, run) => this.write('tick', payload.key, run),
  });
  readonly schedules = schedules(probeQueue, [
    { name: 'ticking', every: 3_600_000, job: 'tick', payload: { key: 'tick' } },
  ]);

  readonly background = {
    start: () => void (probe.beside = 'runs'),
    stop: () => Promise.resolve(void (probe.beside = 'stopped')),
  };

  constructor(
    private readonly uow: UnitOfWork,
    private readonly inbox: Inbox,
  ) {}

  private async write(name: string, key: string, run: JobRun): Promise<void> {
    note(name, key, run);
    await this.uow.run(run.ctx, async (tx) => {
      if (!(await this.inbox.claim(tx, run.delivery))) return;
      await tx.query('INSERT INTO effects (key) VALUES ($1)', [key]);
    });
  }

  private async send(key: string, run: JobRun): Promise<void> {
    note('send', key, run);
    if (!(await this.inbox.lease(run.delivery, 30))) return;
    if (probe.broken.has(key)) throw new Error(`cannot send ${key}`);
    // Time for a double to come in between, if nothing held it back.
    await sleep(50);
    await this.uow.run(run.ctx, (tx) => tx.query('INSERT INTO effects (key) VALUES ($1)', [key]));
    await this.inbox.done(run.delivery);
  }
}

@Module({ providers: [ProbeProcessor] })
export class ProbeWorkerModule {}

export const probeQueues: readonly WorkerQueue[] = [
  { queue: probeQueue, load: () => Promise.resolve(ProbeWorkerModule) },
];

function note(name: string, key: string, { attempt, ctx }: JobRun): void {
  const { requestId, traceparent } = ctx;
  probe.runs.push({ name, key, attempt, requestId, traceparent, logged: currentLogFields() });
}
