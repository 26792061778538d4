import { randomUUID } from 'node:crypto';

import { Injectable, Logger } from '@nestjs/common';
import { type Job, UnrecoverableError } from 'bullmq';
import { z } from 'zod';

import { DomainError } from '../common/errors/domain-error.js';
import { type ErrorKind } from '../common/errors/error-kind.js';
import { withLogFields } from '../common/log-scope.js';
import { type RequestContext } from '../common/request-context.js';
import { Tracing } from '../tracing/tracing.js';
import { type Span } from '../tracing/tracing.types.js';
import { type JobData, jobDataSchema } from './job-options.js';
import { JobRuns } from './job-runs.js';
import { type Delivery, Inbox } from './outbox/inbox.js';
import { ProcessorRegistry } from './processor-registry.js';
import { type JobOutcome, QueueMetrics } from './queue-metrics.js';
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
  /** When it began or last told how far it is. */
  heardAt: number;
  /** How long it may say nothing, in milliseconds. */
  readonly patienceMs: number;
}

/** What one try knows. */
interface JobScope {
  readonly data: JobData;
  readonly delivery: Delivery | null;
  readonly ctx: RequestContext;
}

/** With jobs that this process does not know. */
const DEFAULT_PATIENCE_MS = 25_000;

/** Runs one job of any queue: finds its handler, checks the payload, keeps the books on failure. */
@Injectable()
export class JobRunner {
  private readonly logger = new Logger(JobRunner.name);
  private readonly running = new Set<RunningJob>();
  private readonly taken = new Map<string, number>();

  constructor(
    private readonly processors: ProcessorRegistry,
    private readonly inbox: Inbox,
    private readonly runs: JobRuns,
    private readonly metrics: QueueMetrics,
    private readonly tracing: Tracing,
  ) {}

  /** Jobs that run now, oldest first. */
  get active(): readonly RunningJob[] {
    return [...this.running];
  }

  /** When this process last took a job of the queue, in milliseconds of the epoch; 0 for never. */
  lastTaken(queue: string): number {
    return this.taken.get(queue) ?? 0;
  }

  /**
   * Runs a job to its end.
   *
   * @throws UnrecoverableError when another try is useless, else whatever the handler threw
   */
  async run(queue: string, job: Job): Promise<void> {
    const running = this.begin(queue, job);
    const parsed = jobDataSchema.safeParse(job.data);
    const data = parsed.success ? parsed.data : null;
    const requestId = data?.requestId ?? `${queue}-${randomUUID()}`;
    const span = this.tracing.start(`${queue}/${job.name}`, 'consumer', data?.traceparent, {
      'messaging.destination.name': queue,
      'messaging.message.id': running.id,
      'eshop.request_id': requestId,
    });
    const ctx: RequestContext = {
      actorId: null,
      requestId,
      scope: 'all',
      traceparent: span?.traceparent ?? data?.traceparent,
    };
    const { id: jobId, name } = running;
    const trace = span === null ? {} : { traceId: span.traceId };
    try {
      await withLogFields({ requestId, queue, job: name, jobId, ...trace }, () =>
        this.attempt(running, job, ctx, span),
      );
    } finally {
      span?.end();
      this.running.delete(running);
    }
  }

  private async attempt(
    running: RunningJob,
    job: Job,
    ctx: RequestContext,
    span: Span | null,
  ): Promise<void> {
    const data = jobDataSchema.safeParse(job.data);
    const delivery: Delivery | null = (data.success ? data.data.delivery : null) ?? null;
    try {
      if (!data.success)
        throw new UnrecoverableError(`Bad job data: ${z.prettifyError(data.error)}`);
      await this.handle(running, job, { data: data.data, delivery, ctx });
      this.count(running, 'done');
    } catch (cause) {
      const error = toError(cause);
      const isLast = isGivenUp(job, error);
      span?.fail(error.name);
      this.count(running, isLast ? 'given_up' : 'failed');
      await this.failed(running.queue, job, delivery, error, isLast);
      throw error;
    }
  }

  private begin(queue: string, job: Job): RunningJob {
    const now = Date.now();
    const definition = this.processors.get(queue)?.queue.jobs[job.name];
    const patienceMs = definition?.patienceMs ?? DEFAULT_PATIENCE_MS;
    const id = job.id ?? '';
    const running = { queue, name: job.name, id, startedAt: now, heardAt: now, patienceMs };
    this.running.add(running);
    this.taken.set(queue, now);
    return running;
  }

  private count({ queue, name, startedAt }: RunningJob, outcome: JobOutcome): void {
    this.metrics.count(queue, name, outcome, (Date.now() - startedAt) / 1_000);
  }

  private async handle(
    running: RunningJob,
    job: Job,
    { data, delivery, ctx }: JobScope,
  ): Promise<void> {
    const { queue } = running;
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
    const run: JobRun = {
      delivery,
      ctx,
      attempt: job.attemptsMade + 1,
      tell: async (share) => {
        running.heardAt = Date.now();
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
    error: Error,
    last: boolean,
  ): Promise<void> {
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
  }
}

function isGivenUp(job: Job, error: Error): boolean {
  return error instanceof UnrecoverableError || job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
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
