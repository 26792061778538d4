import 'reflect-metadata';

import { currentEnv, EnvironmentInvalid } from './config/env.js';
import { assertDatabaseUsable, DatabaseUnusable, RowSecurityOff } from './database/preflight.js';
import { UnsafeRole } from './database/roles.js';
import { die, runWorker } from './run-worker.js';
import { resolveConcurrency, resolveQueueNames, UnknownQueue } from './worker-queues.js';

/** `node dist/src/worker.js NAME…`: works on the named queues; without names on WORKER_QUEUES. */
async function main(): Promise<void> {
  const env = currentEnv();
  const asked = process.argv.slice(2);
  const names = resolveQueueNames(asked.length > 0 ? asked : env.WORKER_QUEUES);
  resolveConcurrency(env.WORKER_CONCURRENCY);
  await assertDatabaseUsable(env);
  await runWorker(names);
}

/** Errors that one sentence explains to the operator. */
const KNOWN = [UnknownQueue, EnvironmentInvalid, DatabaseUnusable, UnsafeRole, RowSecurityOff];

main().catch((error: unknown) => {
  if (error instanceof Error && KNOWN.some((type) => error instanceof type)) die(error.message);
  die(`The worker cannot start: ${error instanceof Error ? error.message : String(error)}`);
});
