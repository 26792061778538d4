import { type z } from 'zod';

/** How a job is tried again; everything else is the same for all jobs (see `jobOptionsOf`). */
export interface JobTuning {
  /** Tries in all, the first one included. Default 12: with the backoff that is more than an hour. */
  readonly attempts?: number;
  /** First pause between tries in milliseconds; it doubles each time, with jitter. Default 1000. */
  readonly backoffMs?: number;
  /**
   * A try that neither ends nor tells how far it is for so long makes its worker not ready, in
   * milliseconds. Default 25,000; `LONG_MS` for work that may take its time in silence.
   */
  readonly patienceMs?: number;
  /**
   * Default 0: as it came. Jobs with another number wait until no job without one waits in the queue; among themselves
   * the lower number goes first (BullMQ).
   */
  readonly priority?: number;
}

/** Patience with jobs that go through whole tables or files, in milliseconds. */
export const LONG_MS = 10 * 60_000;
/** With all others: what hangs is seen within half a minute. */
const PATIENCE_MS = 25_000;

/**
 * For jobs that hand something to a server which may be down for hours: tries over 18 to 36 hours, the last pause at
 * most 18.
 */
export const OVER_A_DAY: JobTuning = { attempts: 18, backoffMs: 1000 };

/** One kind of job: the schema of its payload and how often it is tried. */
export interface JobDefinition<Schema extends z.ZodType = z.ZodType> {
  readonly schema: Schema;
  readonly attempts: number;
  readonly backoffMs: number;
  readonly patienceMs: number;
  readonly priority: number;
}

export type JobDefinitions = Readonly<Record<string, JobDefinition>>;

/** A queue with all jobs that may be put into it; owned by the feature that handles them. */
export interface QueueDefinition<Jobs extends JobDefinitions = JobDefinitions> {
  readonly name: string;
  readonly jobs: Jobs;
  /** Jobs that one worker process runs at the same time. */
  readonly concurrency: number;
}

/** Names of the jobs of a queue. */
export type JobNameOf<Q extends QueueDefinition> = keyof Q['jobs'] & string;

/** What a handler receives: the parsed payload. */
export type PayloadOf<Q extends QueueDefinition, Name extends JobNameOf<Q>> = z.output<
  Q['jobs'][Name]['schema']
>;

/** What a caller hands in: the payload before defaults are filled in. */
export type PayloadInputOf<Q extends QueueDefinition, Name extends JobNameOf<Q>> = z.input<
  Q['jobs'][Name]['schema']
>;

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * Declares one job. The payload carries ids and flags only: it is stored in clear text in the queue.
 *
 * @param schema zod schema of the payload, checked when it is written and again when it is handled
 */
export function job<Schema extends z.ZodType>(
  schema: Schema,
  tuning: JobTuning = {},
): JobDefinition<Schema> {
  const { attempts = 12, backoffMs = 1000, patienceMs = PATIENCE_MS, priority = 0 } = tuning;
  return { schema, attempts, backoffMs, patienceMs, priority };
}

/**
 * Declares a queue and its jobs.
 *
 * @throws Error when a name is not kebab-case (names go into keys, job ids and process arguments)
 */
export function defineQueue<const Name extends string, Jobs extends JobDefinitions>(
  name: Name,
  jobs: Jobs,
  options: { readonly concurrency?: number } = {},
): QueueDefinition<Jobs> & { readonly name: Name } {
  for (const text of [name, ...Object.keys(jobs)]) {
    if (!NAME.test(text)) {
      throw new Error(`Queue and job names are kebab-case: "${text}" of queue "${name}" is not.`);
    }
  }
  return Object.freeze({ name, jobs: Object.freeze(jobs), concurrency: options.concurrency ?? 4 });
}

/**
 * One queue out of those that features declared under the same name: each puts in and handles jobs of
 * its own.
 *
 * @throws Error when they have different names or two declare the same job
 */
export function joinQueues(first: QueueDefinition, ...others: QueueDefinition[]): QueueDefinition {
  const jobs: Record<string, JobDefinition> = { ...first.jobs };
  for (const { name, jobs: more } of others) {
    if (name !== first.name) throw new Error(`Queue ${name} is not queue ${first.name}.`);
    for (const [jobName, definition] of Object.entries(more)) {
      if (jobName in jobs) throw new Error(`Job ${jobName} of queue ${name} is declared twice.`);
      jobs[jobName] = definition;
    }
  }
  const concurrency = Math.max(...[first, ...others].map((queue) => queue.concurrency));
  return defineQueue(first.name, jobs, { concurrency });
}

/**
 * The same queue with as many jobs at a time as the operator wants.
 *
 * @param wanted numbers by name of queue
 */
export function tuned(
  queue: QueueDefinition,
  wanted: Readonly<Record<string, number>>,
): QueueDefinition {
  const concurrency = wanted[queue.name];
  return concurrency === undefined ? queue : Object.freeze({ ...queue, concurrency });
}

/**
 * Guards the rule for job ids: not empty, no ':' (it separates parts of a key) and not digits only
 * (those are the ids that the queue makes itself).
 *
 * @throws Error when the id breaks the rule
 */
export function assertJobId(id: string): string {
  if (id === '' || id.includes(':') || /^\d+$/.test(id)) {
    throw new Error(`"${id}" cannot be a job id: it is empty, holds ":" or is digits only.`);
  }
  return id;
}
