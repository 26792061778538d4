import { Injectable, Logger } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { Inbox } from '../../../queue/outbox/inbox.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import {
  handlers,
  type JobRun,
  type QueueProcessor,
  schedules,
} from '../../../queue/typed-processor.js';
import { transfersQueue } from '../privacy.jobs.js';
import { PrivacyJobs } from './privacy-jobs.js';

const HOUR_MS = 3_600_000;
/** When the shop is quiet, UTC. */
const DAILY = '50 3 * * *';
/** A job that runs longer makes its process look wedged: the rest is another job's. */
const SLICE_MS = 5 * 60_000;
/** Longer than a build takes; after a crash the next one may begin so much later. */
const BUILD_LEASE_SECONDS = 600;

/** Worker side of the queue `transfers`. */
@Injectable()
export class TransfersProcessor implements QueueProcessor {
  readonly queue = transfersQueue;
  readonly handlers = handlers(transfersQueue, {
    'build-export': (payload, job) => this.build(payload.exportId, job),
    'send-export-link': ({ exportId }, { ctx, delivery }) =>
      this.jobs.sendLink.execute(ctx, exportId, delivery),
    'remove-expired-exports': (_payload, { ctx }) => this.expire(ctx),
    'erase-person': ({ userId }, { ctx, delivery }) =>
      this.jobs.requestErasure.forLeaver(ctx, userId, delivery),
    'apply-erasure': async ({ erasureId }, { ctx }) => {
      const open = await this.jobs.applyErasure.execute(ctx, erasureId);
      if (open !== null) this.logger.log({ erasureId, openOrders: open }, 'Erased');
    },
    'apply-open-erasures': async (_payload, { ctx }) => {
      await this.jobs.requestErasure.startOpen(ctx);
    },
    'rotate-keys': (_payload, { ctx }) => this.rotate(ctx),
  });
  readonly schedules = schedules(transfersQueue, [
    { name: 'expired-exports', every: HOUR_MS, job: 'remove-expired-exports', payload: {} },
    { name: 'open-erasures', every: HOUR_MS, job: 'apply-open-erasures', payload: {} },
    { name: 'rotate-keys', pattern: DAILY, job: 'rotate-keys', payload: {} },
  ]);
  private readonly logger = new Logger(TransfersProcessor.name);

  constructor(
    private readonly uow: UnitOfWork,
    private readonly inbox: Inbox,
    private readonly outbox: Outbox,
    private readonly jobs: PrivacyJobs,
  ) {}

  private async build(exportId: string, { ctx, delivery }: JobRun): Promise<void> {
    if (!(await this.inbox.lease(delivery, BUILD_LEASE_SECONDS))) return;
    await this.jobs.buildExport.execute(ctx, exportId);
    await this.inbox.done(delivery);
  }

  private async expire(ctx: RequestContext): Promise<void> {
    const ended = await this.jobs.removeExpired.execute(ctx);
    if (ended > 0) this.logger.log(`${ended} exports removed`);
  }

  private async rotate(ctx: RequestContext): Promise<void> {
    if (!this.jobs.rotateKeys.hasOldKeys) return;
    const until = new Date(Date.now() + SLICE_MS);
    const result = await this.jobs.rotateKeys.execute(ctx, { until });
    this.logger.log(result, 'Keys rotated');
    if (result.isComplete) return;
    await this.uow.run(ctx, (tx) =>
      this.outbox.enqueue(tx, transfersQueue, 'rotate-keys', {}, { delayMs: 1000 }),
    );
  }
}
