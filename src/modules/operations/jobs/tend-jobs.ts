import { Injectable, Logger } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { UpkeepReads } from '../metrics/upkeep-reads.js';
import type { QueueStateResponse } from './job.response.js';
import { LateQueueDesk } from './late-queue-desk.js';
import type { JobView } from './queue-desk.types.js';

/** At most a thousand at a time: the rest is still there. */
const REPLAY = {
  name: 'jobs-replay-queue',
  text: `UPDATE outbox_events o
            SET failed_at = NULL, last_error = NULL, leased_until = NULL, relayed_at = NULL,
                available_at = now(), relay_count = greatest(o.relay_count, 1)
           FROM (SELECT id, created_at FROM outbox_events
                  WHERE queue = $1 AND failed_at IS NOT NULL AND done_at IS NULL
                  ORDER BY failed_at LIMIT 1000 FOR UPDATE SKIP LOCKED) AS dead
          WHERE o.id = dead.id AND o.created_at = dead.created_at RETURNING o.id`,
};

/** The error stays as the reason. */
const DISCARD = {
  name: 'jobs-discard-row',
  text: `UPDATE outbox_events SET done_at = now(), leased_until = NULL
          WHERE id = $1::uuid AND created_at = $2::timestamptz AND failed_at IS NOT NULL AND done_at IS NULL`,
};

/** Looks after jobs: what was given up is sent again or taken away. */
@Injectable()
export class TendJobs {
  private readonly logger = new Logger(TendJobs.name);

  constructor(
    private readonly late: LateQueueDesk,
    private readonly reads: UpkeepReads,
    private readonly db: Db,
  ) {}

  /** @throws QueuesUnreachable */
  async states(): Promise<QueueStateResponse[]> {
    const desk = await this.late.get();
    const [states, outbox] = await Promise.all([desk.states(), this.reads.outbox()]);
    return states.map((state) => {
      const row = outbox.find(({ queue }) => queue === state.name);
      return { ...state, failedRows: row?.failed ?? 0, outboxLagSeconds: row?.lagSeconds ?? 0 };
    });
  }

  /**
   * Sends one job again with all its tries. Its row of the outbox needs nothing: the handler claims it.
   *
   * @throws QueueNotFound, JobNotFound, JobNotFailed, QueuesUnreachable
   */
  async retry(ctx: RequestContext, queue: string, jobId: string): Promise<JobView> {
    const desk = await this.late.get();
    const job = await desk.retry(queue, jobId);
    this.note(ctx, 'retried', queue, job);
    return job;
  }

  /**
   * Sends again whatever was given up: rows of the outbox, also those whose jobs a flush has taken, and
   * jobs of schedules. What goes twice is acted on once.
   *
   * @returns how many rows of the outbox
   * @throws QueueNotFound, QueuesUnreachable
   */
  async retryAll(ctx: RequestContext, queue: string): Promise<number> {
    const desk = await this.late.get();
    await desk.retryAll(queue);
    const rows = await this.db.query(REPLAY, [queue]);
    this.logger.log(
      { queue, rows: rows.length, actorId: ctx.actorId, requestId: ctx.requestId },
      'jobs retried',
    );
    return rows.length;
  }

  /**
   * Takes away a job that nobody wants to be done any more, and settles its row.
   *
   * @throws QueueNotFound, JobNotFound, JobNotFailed, QueuesUnreachable
   */
  async discard(ctx: RequestContext, queue: string, jobId: string): Promise<void> {
    const desk = await this.late.get();
    const job = await desk.discard(queue, jobId);
    if (job.outboxId !== null) await this.db.query(DISCARD, [job.outboxId, job.outboxAt]);
    this.note(ctx, 'discarded', queue, job);
  }

  private note(ctx: RequestContext, what: string, queue: string, { id, name }: JobView): void {
    const { actorId, requestId } = ctx;
    this.logger.log({ queue, job: name, jobId: id, actorId, requestId }, `job ${what}`);
  }
}
