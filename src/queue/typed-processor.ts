import { type RequestContext } from '../common/request-context.js';
import {
  type JobNameOf,
  type PayloadInputOf,
  type PayloadOf,
  type QueueDefinition,
} from './define-queue.js';
import { type Delivery } from './outbox/inbox.js';

/** What a handler knows about the run besides its payload. */
export interface JobRun {
  /** Key of the outbox row that rang; null for jobs made by a schedule. */
  readonly delivery: Delivery | null;
  /** Context to hand to use cases: no actor, the request id of whoever caused the job. */
  readonly ctx: RequestContext;
  /** 1 for the first try. */
  readonly attempt: number;
  /**
   * Shows in the queue board how far the job is. Never throws: the job's work does not depend on it.
   *
   * @param share 0 to 100, or an object with more to say
   */
  readonly tell: (share: number | Readonly<Record<string, unknown>>) => Promise<void>;
}

/** Declared as a method so that a class may say `implements QueueProcessor` without naming its queue. */
interface HandlerShape<Payload> {
  handle(payload: Payload, job: JobRun): Promise<void>;
}

export type JobHandler<Payload> = HandlerShape<Payload>['handle'];

/** One handler for each job of the queue, no more and no less. */
export type JobHandlers<Q extends QueueDefinition> = {
  readonly [Name in JobNameOf<Q>]: JobHandler<PayloadOf<Q, Name>>;
};

/** Repeating work: either every so many milliseconds or by a cron pattern (UTC). */
export type Schedule<Q extends QueueDefinition = QueueDefinition> = {
  [Name in JobNameOf<Q>]: {
    /** Unique within the queue; also the name of the row in `job_runs`. */
    readonly name: string;
    readonly job: Name;
    readonly payload: PayloadInputOf<Q, Name>;
  } & ({ readonly every: number } | { readonly pattern: string });
}[JobNameOf<Q>];

/**
 * The worker side of one queue. A feature's worker module provides exactly one class per queue (the
 * worker finds it by its shape; an adapter only: call one use case per handler):
 *
 * ```ts
 * @Injectable()
 * export class OrdersProcessor implements QueueProcessor {
 *   readonly queue = ordersQueue;
 *   readonly handlers = handlers(ordersQueue, { 'expire-unpaid': (payload, job) => … });
 *   readonly schedules = schedules(ordersQueue, [{ name: 'expire', every: 60_000, job: 'expire-unpaid', payload: {} }]);
 * }
 * ```
 */
/** Work that goes on beside the jobs of a queue, as long as its worker takes some. */
export interface Background {
  start(): void;
  /** Takes nothing new, and waits for what runs. */
  stop(): Promise<void>;
}

export interface QueueProcessor<Q extends QueueDefinition = QueueDefinition> {
  readonly queue: Q;
  readonly handlers: JobHandlers<Q>;
  readonly schedules?: readonly Schedule<Q>[];
  readonly background?: Background;
}

/** Checks the types of a set of handlers against the jobs of the queue. */
export function handlers<Q extends QueueDefinition>(
  _queue: Q,
  table: JobHandlers<Q>,
): JobHandlers<Q> {
  return table;
}

/** Checks the types of a list of schedules against the jobs of the queue. */
export function schedules<Q extends QueueDefinition>(
  _queue: Q,
  list: readonly Schedule<Q>[],
): readonly Schedule<Q>[] {
  return list;
}
