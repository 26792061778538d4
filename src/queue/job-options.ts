import { type JobsOptions } from 'bullmq';
import { z } from 'zod';

import { assertJobId, type JobDefinition } from './define-queue.js';

/**
 * Jobs that were given up are kept for a person to look at, but not without end: the row of the outbox
 * stays anyway until it is replayed.
 */
const KEEP_FAILED = { age: 30 * 86_400, count: 5_000 };

/** Retries of a job whose definition this process does not know (a newer release wrote it). */
const UNKNOWN_JOB = { attempts: 12, backoffMs: 1000, priority: 0 };

/**
 * How a job is tried, and that it stays for a person to look at when it has failed. How long a
 * completed one stays is a matter of the backend (`QueueBackend.keepCompleted`).
 */
export function jobOptionsOf(
  jobId: string | null,
  definition: JobDefinition | undefined,
): JobsOptions {
  const { attempts, backoffMs, priority } = definition ?? UNKNOWN_JOB;
  return {
    ...(jobId === null ? {} : { jobId: assertJobId(jobId) }),
    ...(priority === 0 ? {} : { priority }),
    attempts,
    backoff: { type: 'exponential', delay: backoffMs, jitter: 0.5 },
    removeOnFail: { ...KEEP_FAILED },
  };
}

/** What a job carries: ids and flags for the handler, and which outbox row it answers. */
export const jobDataSchema = z.object({
  payload: z.unknown(),
  delivery: z.object({ id: z.uuid(), at: z.iso.datetime() }).nullish(),
  requestId: z.string().max(200).nullish(),
  /** The trace that the job continues (W3C). */
  traceparent: z.string().max(55).nullish(),
  /** Name of the schedule that made the job. */
  schedule: z.string().max(200).nullish(),
});

export type JobData = z.output<typeof jobDataSchema>;
