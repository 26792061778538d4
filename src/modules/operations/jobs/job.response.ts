import { ApiProperty } from '@nestjs/swagger';
import type { JobView } from './queue-desk.types.js';

/** A queue and what is on its way to it. */
export class QueueStateResponse {
  /** @example "orders" */
  readonly name: string;
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  /** Given up and kept, until somebody retries or discards them. */
  readonly failed: number;
  readonly oldestWaitingSeconds: number;
  readonly isPaused: boolean;
  /** Rows of the outbox that were given up. */
  readonly failedRows: number;
  /** Age of the oldest row of the outbox that is due and not in the queue. */
  readonly outboxLagSeconds: number;
}

/** All queues of the program. */
export class QueueStatesResponse {
  readonly items: QueueStateResponse[];
}

/** A job of a queue. */
export class QueueJobResponse {
  readonly id: string;
  /** @example "record-payment-result" */
  readonly name: string;
  /** @example "failed" */
  readonly state: string;

  @ApiProperty({ type: Object, nullable: true, description: 'Ids and flags' })
  readonly payload: unknown;

  /** Of the request that caused it; its log lines carry the same. */
  readonly requestId: string | null;
  readonly schedule: string | null;
  readonly outboxId: string | null;
  readonly attempts: number;
  readonly maxAttempts: number;

  @ApiProperty({
    description: 'What the job itself has told; 0 before it has.',
    oneOf: [
      { type: 'number' },
      { type: 'string' },
      { type: 'boolean' },
      { type: 'object', additionalProperties: true },
      { type: 'null' },
    ],
  })
  readonly progress: unknown;

  readonly error: string | null;
  readonly stack: string[];
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

/** Some jobs of a queue. */
export class QueueJobsResponse {
  readonly items: QueueJobResponse[];
}

/** What was sent again. */
export class RetriedJobsResponse {
  /** Rows of the outbox; jobs of schedules are not counted. */
  readonly rows: number;
}

/** What staff sees of a job. */
export function toJob(view: JobView): QueueJobResponse {
  const { id, name, state, payload, requestId, schedule, outboxId, attempts, maxAttempts } = view;
  return {
    id,
    name,
    state,
    payload,
    requestId,
    schedule,
    outboxId,
    attempts,
    maxAttempts,
    progress: view.progress,
    error: view.error,
    stack: [...view.stack],
    createdAt: view.createdAt.toISOString(),
    startedAt: view.startedAt?.toISOString() ?? null,
    finishedAt: view.finishedAt?.toISOString() ?? null,
  };
}
