import { roleUrlsOf } from '../cli/database-urls.js';
import { givenEnv } from '../config/given-env.js';
import { runMigrations } from '../database/migrate.js';
import type { RoleUrls } from '../database/roles.js';
import { knownQueueNames } from '../worker-queues.js';
import { seedDemo } from './demo.js';
import { messageOf } from './startup-problem.js';

const DEMO_PRODUCTS = 300;

/** What this process tells `npm start`. */
export type PrepareMessage =
  | { readonly kind: 'progress'; readonly line: string }
  | { readonly kind: 'problem'; readonly sentence: string }
  | { readonly kind: 'ready'; readonly urls: RoleUrls; readonly queues: readonly string[] };

/**
 * Roles, migrations and demo data, in a process that ends afterwards: what it had to load would otherwise stay in the
 * memory of `npm start` for as long as the shop runs.
 */
async function prepare(): Promise<void> {
  const progress = (line: string): void => tell({ kind: 'progress', line });
  const urls = await roleUrlsOf(givenEnv());
  const ran = await runMigrations(urls.ownerUrl);
  progress(ran.length === 0 ? 'Schema is up to date' : `Schema: ${ran.length} migrations ran`);
  await seedDemo(urls, DEMO_PRODUCTS, progress);
  tell({ kind: 'ready', urls, queues: knownQueueNames() });
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
