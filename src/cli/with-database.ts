import { join } from 'node:path';
import { type Env, loadEnv } from '../config/env.js';
import { adoptEnvironment, givenEnv, type Variables } from '../config/given-env.js';
import type { RoleUrls } from '../database/roles.js';
import { roleUrlsOf } from './database-urls.js';

/** What a command works with. */
export interface CommandDatabase {
  readonly urls: RoleUrls;
  readonly env: Env;
}

/**
 * Runs a command on the database of the environment or, outside production and without `DATABASE_URL`, on the one that
 * `npm start` made in `.data/`; that one is started for the command when it does not run.
 */
export async function withDatabase<T>(work: (database: CommandDatabase) => Promise<T>): Promise<T> {
  const given = givenEnv();
  if (given['DATABASE_URL'] !== undefined || given['NODE_ENV'] === 'production') {
    return work(await describe(given));
  }
  // Only here: production never loads what lies in dev/.
  const { localDatabase, localSecrets } = await import('../dev/local-services.js');
  const folder = join(process.cwd(), '.data');
  const database = await localDatabase(given, folder);
  try {
    const secrets = await localSecrets(given, folder);
    return await work(await describe({ ...secrets, ...database.variables }));
  } finally {
    if (!database.wasRunning) await database.stop();
  }
}

async function describe(variables: Variables): Promise<CommandDatabase> {
  const checked = loadEnv(variables);
  const urls = await roleUrlsOf({ ...variables, DATABASE_URL: checked.DATABASE_URL });
  const complete = {
    ...variables,
    DATABASE_URL: urls.appUrl,
    DATABASE_OWNER_URL: urls.ownerUrl,
    DATABASE_READER_URL: urls.readerUrl,
  };
  adoptEnvironment(complete);
  return { urls, env: loadEnv(complete) };
}
