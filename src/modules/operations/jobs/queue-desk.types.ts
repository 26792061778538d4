import type { FastifyReply, FastifyRequest } from 'fastify';

/** States of a job that can be listed. */
export const LISTED_STATES = ['failed', 'waiting', 'active', 'delayed'] as const;

export type ListedState = (typeof LISTED_STATES)[number];

/** How full a queue is. */
export interface QueueState {
  readonly name: string;
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  /** Given up, and kept. */
  readonly failed: number;
  readonly oldestWaitingSeconds: number;
  readonly isPaused: boolean;
}

/** A job as staff sees it: it carries ids and flags only. */
export interface JobView {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly payload: unknown;
  readonly requestId: string | null;
  /** The schedule that made it. */
  readonly schedule: string | null;
  /** The row of the outbox that it answers, by id. */
  readonly outboxId: string | null;
  readonly outboxAt: string | null;
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly progress: unknown;
  readonly error: string | null;
  readonly stack: readonly string[];
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** What staff does with queues. The library behind it is loaded with the first question. */
export interface QueueDesk {
  readonly names: readonly string[];
  /** @throws QueuesUnreachable */
  states(): Promise<QueueState[]>;
  /** The newest first; @throws QueueNotFound, QueuesUnreachable */
  list(queue: string, state: ListedState, limit: number, skip: number): Promise<JobView[]>;
  /** @throws QueueNotFound, JobNotFound, QueuesUnreachable */
  get(queue: string, jobId: string): Promise<JobView>;
  /** With all its tries; @throws QueueNotFound, JobNotFound, JobNotFailed, QueuesUnreachable */
  retry(queue: string, jobId: string): Promise<JobView>;
  /** @throws QueueNotFound, QueuesUnreachable */
  retryAll(queue: string): Promise<void>;
  /** @throws QueueNotFound, JobNotFound, JobNotFailed, QueuesUnreachable */
  discard(queue: string, jobId: string): Promise<JobView>;
  /** Answers a request for the board under /admin/queues. */
  board(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  close(): Promise<void>;
}
