import { type JobsOptions } from 'bullmq';
import { z } from 'zod';

import { assertJobId, type JobDefinition } from './define-queue.js';

/** Retries of a job whose definition this process does not know (a newer release wrote it). */
const UNKNOWN_JOB = { attempts: 12, backoffMs: 1000 };

/**
 * The one place that says how jobs are kept and tried. Failed jobs stay for a person to look at;
 * completed ones only as long as they help against doubles and in the board.
 */
export function jobOptionsOf(
  jobId: string | null,
  definition: JobDefinition | undefined,
): JobsOptions {
  const { attempts, backoffMs } = definition ?? UNKNOWN_JOB;
  return {
    ...(jobId === null ? {} : { jobId: assertJobId(jobId) }),
    attempts,
    backoff: { type: 'exponential', delay: backoffMs, jitter: 0.5 },
    removeOnComplete: { age: 3600, count: 1000 },
    removeOnFail: false,
  };
}

/** What a job carries: ids and flags for the handler, and which outbox row it answers. */
export const jobDataSchema = z.object({
  payload: z.unknown(),
  delivery: z.object({ id: z.uuid(), at: z.iso.datetime() }).nullish(),
  requestId: z.string().max(200).nullish(),
  /** Name of the schedule that made the job. */
  schedule: z.string().max(200).nullish(),
});

export type JobData = z.output<typeof jobDataSchema>;
