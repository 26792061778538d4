import { roleUrlsOf } from '../cli/database-urls.js';
import { loadEnv } from '../config/env.js';
import { givenEnv } from '../config/given-env.js';
import { runMigrations } from '../database/migrate.js';
import type { RoleUrls } from '../database/roles.js';
import { knownQueueNames } from '../worker-queues.js';
import { DEMO_PASSWORD } from './demo-data/insert-people.js';
import { seedDemo } from './demo-data/seed-demo.js';
import { messageOf } from './startup-problem.js';

/** What this process tells `npm start`. */
export type PrepareMessage =
  | { readonly kind: 'progress'; readonly line: string }
  | { readonly kind: 'problem'; readonly sentence: string }
  | ({ readonly kind: 'ready' } & Prepared);

/** What a prepared database is used with. */
export interface Prepared {
  readonly urls: RoleUrls;
  readonly queues: readonly string[];
  /** Password of the demo accounts; null where there are none. */
  readonly demoPassword: string | null;
}

/**
 * Roles, migrations and demo data, in a process that ends afterwards: what it had to load would otherwise stay in the
 * memory of `npm start` for as long as the shop runs.
 */
async function prepare(): Promise<void> {
  const progress = (line: string): void => tell({ kind: 'progress', line });
  const given = givenEnv();
  const urls = await roleUrlsOf(given);
  const { ROW_LEVEL_SECURITY: rowSecurity } = loadEnv({ ...given, DATABASE_URL: urls.appUrl });
  const ran = await runMigrations(urls.ownerUrl, { rowSecurity });
  progress(ran.length === 0 ? 'Schema is up to date' : `Schema: ${ran.length} migrations ran`);
  // A shop in production has its own customers.
  const hasDemo = given['NODE_ENV'] !== 'production';
  if (hasDemo) await seedDemo({ url: urls.ownerUrl, onProgress: progress });
  const demoPassword = hasDemo ? DEMO_PASSWORD : null;
  tell({ kind: 'ready', urls, queues: knownQueueNames(), demoPassword });
}

function tell(message: PrepareMessage): void {
  process.send?.(message);
}

prepare().then(
  () => process.disconnect(),
  (error: unknown) => {
    // The log gets the stack, the person one sentence.
    process.stderr.write(`${error instanceof Error ? (error.stack ?? '') : String(error)}\n`);
    tell({
      kind: 'problem',
      sentence: `The database could not be prepared: ${messageOf(error)}`,
    });
    process.exitCode = 1;
    process.disconnect();
  },
);
