import { type z } from 'zod';

import { type JobNameOf, type PayloadInputOf, type QueueDefinition } from '../define-queue.js';

/** Something that has happened, told to whoever subscribed in `src/subscriptions.ts`. */
export interface EventDefinition<Schema extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly schema: Schema;
}

/** What a publisher hands in. */
export type EventPayload<E extends EventDefinition> = z.input<E['schema']>;

/** One line of the subscription table: this job of this queue hears that event. */
export interface Subscription {
  readonly event: string;
  readonly queue: string;
  readonly job: string;
  /** Makes the stored job payload of a parsed event; throws ZodError when they do not fit. */
  readonly toPayload: (event: unknown) => unknown;
}

const EVENT_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*\.[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * Declares an event. Name it `<feature>.<past participle>`, such as `order.placed`; the payload
 * carries ids and flags only.
 */
export function defineEvent<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
): EventDefinition<Schema> {
  if (!EVENT_NAME.test(name)) {
    throw new Error(`Events are named <feature>.<what-happened>: "${name}" is not.`);
  }
  return Object.freeze({ name, schema });
}

/**
 * Makes one line of the subscription table. Fields of the event that the job's schema does not
 * name are left out of the job.
 *
 * @param map needed only when the job wants other fields than the event has
 */
export function on<E extends EventDefinition, Q extends QueueDefinition, Name extends JobNameOf<Q>>(
  event: E,
  queue: Q,
  job: Name,
  ...map: z.output<E['schema']> extends PayloadInputOf<Q, Name>
    ? [map?: (event: z.output<E['schema']>) => PayloadInputOf<Q, Name>]
    : [map: (event: z.output<E['schema']>) => PayloadInputOf<Q, Name>]
): Subscription {
  const [toInput] = map;
  const definition = queue.jobs[job];
  if (definition === undefined) {
    throw new Error(`Queue ${queue.name} has no job ${job}.`);
  }
  return {
    event: event.name,
    queue: queue.name,
    job,
    toPayload: (parsed) =>
      definition.schema.parse(
        toInput === undefined ? parsed : toInput(parsed as z.output<E['schema']>),
      ),
  };
}
