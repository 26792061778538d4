import type { Type } from '@nestjs/common';
import { findFreePort } from '../../src/dev/free-port.js';
import { startMailInbox, type MailInbox } from '../../src/dev/mail-inbox.js';
import type { StoredMail } from '../../src/dev/mail-store.js';
import { type Env, loadEnv } from '../../src/config/env.js';
import { testVariables } from '../../src/testing/test-variables.js';
import { rememberEnvironment } from './environment.js';
import type { Given } from './given/index.js';
import type { QueueBackend, TestRedis } from './test-redis.js';
import { startTestRedis } from './test-redis.js';
import { createDatabase, type TestDatabase } from './test-database.js';
import { startTestPooler } from './test-pooler.js';
import { testRun } from './test-run.js';

/** What a test file may ask for. */
export interface TestOptions {
  /** Modules beside the API's, for example the worker module whose processor is tested. */
  readonly imports?: readonly Type[];
  /** Variables that differ from the defaults. */
  readonly env?: Readonly<Record<string, string>>;
  /** `redis` starts a private Redis and names it in the environment. */
  readonly backend?: QueueBackend;
  /** Starts a private mail inbox and names it in the environment. */
  readonly mail?: boolean;
  /** Puts a PgBouncer in transaction mode with so many connections in front of the database. */
  readonly pooled?: number;
  /** Providers replaced in this file: the clock, an outside provider. */
  readonly overrides?: readonly { readonly token: unknown; readonly value: unknown }[];
}

/** What builders get: everything but the builders. */
export interface TestBase extends Omit<TestDatabase, 'drop'> {
  readonly env: Env;
  /** The environment as a process of its own takes it. */
  readonly variables: Readonly<Record<string, string>>;
  readonly redis: TestRedis | null;
  /** A provider of the running context. */
  get<T>(token: Type<T> | (abstract new (...args: never[]) => T) | symbol | string): T;
  /** Rows of the outbox for one event or job name, oldest first. */
  outboxOf(name: string): Promise<OutboxRow[]>;
  /** Codes of the refusals among settled results. */
  codesOf(results: readonly PromiseSettledResult<unknown>[]): string[];
  /** Mails to an address, newest first; waits up to `seconds` (10) for one. Needs `mail: true`. */
  mailTo(address: string, seconds?: number): Promise<StoredMail[]>;
}

/** What a test works with. */
export interface TestContext extends TestBase {
  readonly given: Given;
}

/** A row of `outbox_events`, as far as tests look at it. */
export interface OutboxRow {
  readonly id: string;
  readonly event: string | null;
  readonly queue: string | null;
  readonly job: string | null;
  readonly aggregate_id: string | null;
  readonly payload: Record<string, unknown>;
  readonly relayed_at: Date | null;
  readonly done_at: Date | null;
}

/** Database, Redis and inbox of one test file, before any Nest context. */
export interface Surroundings {
  readonly database: TestDatabase;
  readonly redis: TestRedis | null;
  readonly inbox: MailInbox | null;
  readonly variables: Readonly<Record<string, string>>;
  readonly env: Env;
  close(): Promise<void>;
}

let opened: Surroundings | undefined;

/** Those of the file that is running; there is one set at a time. */
export function currentSurroundings(): Surroundings {
  if (opened === undefined) throw new Error('Put useApi() or useIntegration() before it.');
  return opened;
}

/** Starts what the options ask for and writes the environment that names it. */
export async function openSurroundings(options: TestOptions): Promise<Surroundings> {
  const database = await createDatabase();
  const redis = options.backend === 'redis' ? await startTestRedis() : null;
  const inbox = options.mail === true ? await startMailInbox() : null;
  const pooler =
    options.pooled === undefined ? null : await startTestPooler(database, options.pooled);
  const variables = {
    ...testVariables(database, {
      port: await findFreePort(),
      redisUrl: redis?.url,
      smtpUrl: inbox?.smtpUrl,
    }),
    ...bankVariables(),
    ...pooler?.variables,
    ...options.env,
  };
  const restoreEnvironment = rememberEnvironment();
  // Code that asks for the environment outside of injection has to see the same one.
  for (const name of ['REDIS_URL', 'SMTP_URL']) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, variables);
  const close = async (): Promise<void> => {
    await inbox?.stop();
    await redis?.stop();
    await pooler?.stop();
    await database.drop();
    restoreEnvironment();
    if (opened === surroundings) opened = undefined;
  };
  const env = loadEnv(variables);
  const surroundings: Surroundings = { database, redis, inbox, variables, env, close };
  opened = surroundings;
  return surroundings;
}

/** Where payments by `sandbox` go. */
export function bankVariables(): Record<string, string> {
  const { bankUrl } = testRun();
  return bankUrl === null ? {} : { SANDBOX_GATEWAY_URL: bankUrl };
}

/** The helpers that need no Nest context. */
export function helpersOf(
  surroundings: Surroundings,
): Pick<TestBase, 'outboxOf' | 'codesOf' | 'mailTo'> {
  const { database, inbox } = surroundings;
  return {
    outboxOf: async (name) => {
      const found = await database.owner.query<OutboxRow>(
        `SELECT id, event, queue, job, aggregate_id, payload, relayed_at, done_at
         FROM outbox_events WHERE event = $1 OR job = $1 ORDER BY seq`,
        [name],
      );
      return found.rows;
    },
    codesOf: (results) =>
      results.flatMap((result) => (result.status === 'rejected' ? [codeOf(result.reason)] : [])),
    mailTo: async (address, seconds = 10) => {
      if (inbox === null) throw new Error('Ask for the inbox: useApi({ mail: true }).');
      return inbox.store.waitFor({ to: address }, seconds);
    },
  };
}

function codeOf(reason: unknown): string {
  const code: unknown =
    typeof reason === 'object' && reason !== null ? Reflect.get(reason, 'code') : undefined;
  return typeof code === 'string' ? code : String(reason);
}
