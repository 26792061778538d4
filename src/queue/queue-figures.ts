import { type Queue } from 'bullmq';

/** States that people care about. `failed` are given up, and kept until somebody has looked. */
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
  const [counts, [oldest]] = await Promise.all([
    queue.getJobCounts(...JOB_STATES),
    queue.getJobs(['waiting'], 0, 0, true),
  ]);
  const of = (state: JobState): number => counts[state] ?? 0;
  return {
    queue: name,
    counts: {
      waiting: of('waiting'),
      active: of('active'),
      delayed: of('delayed'),
      failed: of('failed'),
    },
    oldestWaitingMs: oldest === undefined ? 0 : Math.max(0, Date.now() - oldest.timestamp),
    oldestWaitingId: oldest?.id ?? null,
  };
}
