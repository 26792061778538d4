import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEnv } from '../config/env.js';
import { startEmbeddedPostgres } from '../dev/embedded-postgres.js';
import { findFreePort } from '../dev/free-port.js';
import { type MailInbox, startMailInbox } from '../dev/mail-inbox.js';
import { bootApi, type BootOptions } from './boot-api.js';
import { cloneDatabase, createTemplate, type TemplateDatabase } from './databases.js';
import { createGiven, type Given } from './given/index.js';
import type { TestBase } from './test-base.js';
import { testVariables } from './test-variables.js';

/** A PostgreSQL server for tests with a migrated database that each test copies. */
export interface TestServer {
  /** Superuser's URL. */
  readonly serverUrl: string;
  readonly template: TemplateDatabase;
  stop(): Promise<void>;
}

/** How a shop differs from the plain one. */
export interface ShopOptions extends BootOptions {
  /** Variables that differ from the defaults. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A whole API on a database of its own, with an inbox that gets its mails. */
export interface TestShop extends TestBase {
  /** Without a path. */
  readonly url: string;
  readonly inbox: MailInbox;
  readonly given: Given;
  /** Ends it and drops its database. */
  stop(): Promise<void>;
}

/** Starts a private server in a folder of its own, which goes with it. Takes about three seconds. */
export async function startTestServer(): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'eshop-testing-'));
  // The account that PostgreSQL runs under has to pass through.
  await chmod(folder, 0o755);
  const postgres = await startEmbeddedPostgres({
    folder: join(folder, 'postgres'),
    isDurable: false,
  });
  const stop = async (): Promise<void> => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const template = await createTemplate(postgres.adminUrl, 'shop_test_template');
    return { serverUrl: postgres.adminUrl, template, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

let shops = 0;

/** Copies the template and starts the API on it, in this process; a second is enough. */
export async function startTestShop(
  { serverUrl, template }: Pick<TestServer, 'serverUrl' | 'template'>,
  { env: changes, ...boot }: ShopOptions = {},
): Promise<TestShop> {
  shops += 1;
  const name = `${template.name}_${process.pid}_${shops}`;
  const database = await cloneDatabase({ serverUrl, template, name });
  const inbox = await startMailInbox();
  const close = async (): Promise<void> => {
    await inbox.stop();
    await database.drop();
  };
  try {
    const services = { port: await findFreePort(), smtpUrl: inbox.smtpUrl };
    const env = loadEnv({ ...testVariables(database, services), ...changes });
    const app = await bootApi(env, boot);
    const base: TestBase = {
      db: database.db,
      owner: database.owner,
      env,
      get: (token) => app.get(token as never, { strict: false }),
    };
    const stop = () => app.close().finally(close);
    return { ...base, url: env.PUBLIC_URL, inbox, given: createGiven(base), stop };
  } catch (error) {
    await close();
    throw error;
  }
}
