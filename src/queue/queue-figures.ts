import { type Job, type Queue } from 'bullmq';

/**
 * States that people care about. `failed` are given up, and kept until somebody has looked. Jobs that have a priority
 * wait like the others, though the library calls that `prioritized`.
 */
export const JOB_STATES = ['waiting', 'active', 'delayed', 'failed'] as const;

export type JobState = (typeof JOB_STATES)[number];

/** How full a queue is. */
export interface QueueFigures {
  readonly queue: string;
  readonly counts: Readonly<Record<JobState, number>>;
  /** How long the first job in line has waited, in milliseconds; 0 when none waits. */
  readonly oldestWaitingMs: number;
  readonly oldestWaitingId: string | null;
}

/** @throws Error when the queue cannot be reached */
export async function readQueue(name: string, queue: Queue): Promise<QueueFigures> {
  const [counts, [later]] = await Promise.all([
    queue.getJobCounts(...JOB_STATES, 'prioritized'),
    queue.getJobs(['prioritized'], 0, 0, true),
  ]);
  const oldest = (await firstWaiting(queue, counts['waiting'] ?? 0)) ?? later;
  const of = (state: JobState | 'prioritized'): number => counts[state] ?? 0;
  return {
    queue: name,
    counts: {
      waiting: of('waiting') + of('prioritized'),
      active: of('active'),
      delayed: of('delayed'),
      failed: of('failed'),
    },
    oldestWaitingMs: oldest === undefined ? 0 : Math.max(0, Date.now() - oldest.timestamp),
    oldestWaitingId: oldest?.id ?? null,
  };
}

/**
 * The end of the list, newest first. Asked for the first one in ascending order, the library gives the newest when the
 * queue is in PostgreSQL (BullMQ 6.7, `get_range`: it cuts before it turns).
 */
async function firstWaiting(queue: Queue, count: number): Promise<Job | undefined> {
  if (count === 0) return undefined;
  return (await queue.getJobs(['waiting'], count - 1, -1, false)).at(-1);
}
