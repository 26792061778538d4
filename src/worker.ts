import 'reflect-metadata';

import { currentEnv, EnvironmentInvalid } from './config/env.js';
import { die, runWorker } from './run-worker.js';
import { resolveQueueNames, UnknownQueue } from './worker-queues.js';

/** `node dist/src/worker.js NAME…`: works on the named queues; without names on WORKER_QUEUES. */
async function main(): Promise<void> {
  const env = currentEnv();
  const asked = process.argv.slice(2);
  await runWorker(resolveQueueNames(asked.length > 0 ? asked : env.WORKER_QUEUES));
}

main().catch((error: unknown) => {
  const known = error instanceof UnknownQueue || error instanceof EnvironmentInvalid;
  if (known) die(error.message);
  die(`The worker cannot start: ${error instanceof Error ? error.message : String(error)}`);
});
