import { randomUUID } from 'node:crypto';

import { Injectable, Logger } from '@nestjs/common';
import { type Job, UnrecoverableError } from 'bullmq';
import { z } from 'zod';

import { DomainError } from '../common/errors/domain-error.js';
import { type ErrorKind } from '../common/errors/error-kind.js';
import { type JobData, jobDataSchema } from './job-options.js';
import { JobRuns } from './job-runs.js';
import { type Delivery, Inbox } from './outbox/inbox.js';
import { ProcessorRegistry } from './processor-registry.js';
import { type JobRun } from './typed-processor.js';

/** Refusals that another try cannot change. */
const PERMANENT: ReadonlySet<ErrorKind> = new Set<ErrorKind>([
  'validation',
  'unauthenticated',
  'forbidden',
  'not_found',
  'gone',
  'unprocessable',
]);

/** A job that runs in this process. */
export interface RunningJob {
  readonly queue: string;
  readonly name: string;
  readonly id: string;
  readonly startedAt: number;
}

/** Runs one job of any queue: finds its handler, checks the payload, keeps the books on failure. */
@Injectable()
export class JobRunner {
  private readonly logger = new Logger(JobRunner.name);
  private readonly running = new Map<symbol, RunningJob>();

  constructor(
    private readonly processors: ProcessorRegistry,
    private readonly inbox: Inbox,
    private readonly runs: JobRuns,
  ) {}

  /** Jobs that run now, oldest first. */
  get active(): readonly RunningJob[] {
    return [...this.running.values()];
  }

  /**
   * Runs a job to its end.
   *
   * @throws UnrecoverableError when another try is useless, else whatever the handler threw
   */
  async run(queue: string, job: Job): Promise<void> {
    const key = Symbol(job.name);
    this.running.set(key, { queue, name: job.name, id: job.id ?? '', startedAt: Date.now() });
    const data = jobDataSchema.safeParse(job.data);
    const delivery: Delivery | null = (data.success ? data.data.delivery : null) ?? null;
    try {
      if (!data.success)
        throw new UnrecoverableError(`Bad job data: ${z.prettifyError(data.error)}`);
      await this.handle(queue, job, data.data, delivery);
    } catch (error) {
      throw await this.failed(queue, job, delivery, error);
    } finally {
      this.running.delete(key);
    }
  }

  private async handle(
    queue: string,
    job: Job,
    data: JobData,
    delivery: Delivery | null,
  ): Promise<void> {
    const processor = this.processors.get(queue);
    const definition = processor?.queue.jobs[job.name];
    const handler = processor?.handlers[job.name];
    if (definition === undefined || handler === undefined) {
      throw new UnrecoverableError(`Queue ${queue} has no job ${job.name}.`);
    }
    const payload = definition.schema.safeParse(data.payload);
    if (!payload.success) {
      throw new UnrecoverableError(`Bad payload: ${z.prettifyError(payload.error)}`);
    }
    const requestId = data.requestId ?? `${queue}-${randomUUID()}`;
    const run: JobRun = {
      delivery,
      ctx: { actorId: null, requestId, scope: 'all' },
      attempt: job.attemptsMade + 1,
      tell: async (share) => {
        await job.updateProgress(share).catch((error: unknown) => {
          this.logger.debug(`${queue}/${job.name}: progress is not told: ${String(error)}`);
        });
      },
    };
    const startedAt = new Date();
    await handler.call(processor?.handlers, payload.data, run);
    if (delivery !== null) await this.inbox.settle(delivery);
    if (data.schedule) await this.runs.succeeded(`${queue}.${data.schedule}`, startedAt);
  }

  /** Gives back what the try held, and sets the row aside when it was the last one. */
  private async failed(
    queue: string,
    job: Job,
    delivery: Delivery | null,
    cause: unknown,
  ): Promise<Error> {
    const error = toError(cause);
    const last =
      error instanceof UnrecoverableError || job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
    const text = `${queue}/${job.name} ${job.id ?? ''} try ${job.attemptsMade + 1}: ${error.message}`;
    if (last) this.logger.error(`${text} (given up)`, error.stack);
    else this.logger.warn(text);
    try {
      if (delivery !== null) {
        await this.inbox.release(delivery);
        if (last) await this.inbox.fail(delivery, error.message);
      }
      const schedule = scheduleOf(job);
      if (schedule !== null) await this.runs.failed(`${queue}.${schedule}`, error.message);
    } catch (bookkeeping) {
      // The sweeper finds the row later: the job's own error is the one to report.
      this.logger.warn(`${text}: cannot be recorded: ${toError(bookkeeping).message}`);
    }
    return error;
  }
}

function scheduleOf(job: Job): string | null {
  const data = jobDataSchema.safeParse(job.data);
  return data.success ? (data.data.schedule ?? null) : null;
}

function toError(cause: unknown): Error {
  if (cause instanceof DomainError && PERMANENT.has(cause.kind)) {
    return new UnrecoverableError(`${cause.code}: ${cause.message}`);
  }
  return cause instanceof Error ? cause : new Error(String(cause));
}
