import { type Job, type Queue } from 'bullmq';
import { type FastifyReply, type FastifyRequest } from 'fastify';

import { DomainError } from '../common/errors/domain-error.js';
import {
  type JobView,
  type ListedState,
  type QueueDesk,
  type QueueState,
} from '../modules/operations/jobs/queue-desk.types.js';
import {
  JobNotFailed,
  JobNotFound,
  QueueNotFound,
  QueuesUnreachable,
} from '../modules/operations/operations.errors.js';
import { jobDataSchema } from '../queue/job-options.js';
import { type QueueBackend } from '../queue/queue-backend.js';
import { readQueue } from '../queue/queue-figures.js';
import { type QueueProducer } from '../queue/queue-producer.js';
import { type QueueBoard } from './queue-board.js';

/** Longest look at queues that do not answer, in milliseconds. */
const PATIENCE_MS = 3_000;
const MAX_RETRIED = 1_000;

/** The desk over BullMQ, on either backend. */
export class BullQueueDesk implements QueueDesk {
  constructor(
    readonly names: readonly string[],
    private readonly backend: QueueBackend,
    private readonly producer: QueueProducer,
    private readonly queueBoard: QueueBoard,
  ) {}

  states(): Promise<QueueState[]> {
    return reached(Promise.all(this.names.map((name) => this.stateOf(name))));
  }

  list(queue: string, state: ListedState, limit: number, skip: number): Promise<JobView[]> {
    return this.with(queue, async (opened) => {
      const jobs = await opened.getJobs([state], skip, skip + limit - 1, false);
      if (state === 'waiting' && jobs.length < limit) {
        jobs.push(...(await later(opened, limit - jobs.length, skip)));
      }
      return jobs.map((job) => viewOf(job, state));
    });
  }

  get(queue: string, jobId: string): Promise<JobView> {
    return this.with(queue, async (opened) => {
      const job = await find(opened, jobId);
      const state = await job.getState();
      return viewOf(job, state === 'prioritized' ? 'waiting' : state);
    });
  }

  retry(queue: string, jobId: string): Promise<JobView> {
    return this.with(queue, async (opened) => {
      const job = await findFailed(opened, jobId);
      await job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true });
      return viewOf(await find(opened, jobId), 'waiting');
    });
  }

  retryAll(queue: string): Promise<void> {
    return this.with(queue, (opened) => opened.retryJobs({ state: 'failed', count: MAX_RETRIED }));
  }

  discard(queue: string, jobId: string): Promise<JobView> {
    return this.with(queue, async (opened) => {
      const job = await findFailed(opened, jobId);
      const view = viewOf(job, 'failed');
      await job.remove();
      return view;
    });
  }

  board(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.queueBoard.answer(request, reply);
  }

  async close(): Promise<void> {
    await this.queueBoard.close();
    await this.producer.onModuleDestroy();
    await this.backend.onApplicationShutdown();
  }

  private async stateOf(name: string): Promise<QueueState> {
    const queue = await this.producer.queue(name);
    const [{ counts, oldestWaitingMs }, isPaused] = await Promise.all([
      readQueue(name, queue),
      queue.isPaused(),
    ]);
    return { name, ...counts, oldestWaitingSeconds: oldestWaitingMs / 1_000, isPaused };
  }

  private async with<T>(name: string, work: (queue: Queue) => Promise<T>): Promise<T> {
    if (!this.names.includes(name)) throw new QueueNotFound();
    return reached(this.producer.queue(name).then(work));
  }
}

/** @throws QueuesUnreachable for whatever is no refusal of ours, and after three seconds */
async function reached<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(reject, PATIENCE_MS, new QueuesUnreachable());
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    throw error instanceof DomainError ? error : new QueuesUnreachable();
  } finally {
    clearTimeout(timer);
  }
}

/** Jobs with a priority, as they follow on those without one. */
async function later(queue: Queue, limit: number, skip: number): Promise<Job[]> {
  const { waiting = 0 } = await queue.getJobCounts('waiting');
  const from = Math.max(0, skip - waiting);
  return queue.getJobs(['prioritized'], from, from + limit - 1, true);
}

/** What no job is called would be an error of the database. */
const JOB_ID = /^[\x21-\x7e]{1,200}$/;

async function find(queue: Queue, jobId: string): Promise<Job> {
  if (!JOB_ID.test(jobId)) throw new JobNotFound();
  const job: Job | undefined = await queue.getJob(jobId);
  if (job === undefined) throw new JobNotFound();
  return job;
}

async function findFailed(queue: Queue, jobId: string): Promise<Job> {
  const job = await find(queue, jobId);
  if (!(await job.isFailed())) throw new JobNotFailed();
  return job;
}

function viewOf(job: Job, state: string): JobView {
  const data = jobDataSchema.safeParse(job.data);
  const known = data.success ? data.data : null;
  return {
    id: job.id ?? '',
    name: job.name,
    state,
    payload: known?.payload ?? null,
    requestId: known?.requestId ?? null,
    schedule: known?.schedule ?? null,
    outboxId: known?.delivery?.id ?? null,
    outboxAt: known?.delivery?.at ?? null,
    attempts: job.attemptsMade,
    maxAttempts: job.opts.attempts ?? 1,
    progress: job.progress,
    error: job.failedReason ? job.failedReason.slice(0, 2_000) : null,
    stack: job.stacktrace?.slice(-3) ?? [],
    createdAt: new Date(job.timestamp),
    startedAt: timeOf(job.processedOn),
    finishedAt: timeOf(job.finishedOn),
  };
}

function timeOf(at: number | undefined): Date | null {
  return at === undefined ? null : new Date(at);
}
