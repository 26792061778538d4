import { type INestApplication, Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Env } from './config/env.js';
import { drain } from './draining.js';
import { Readiness } from './modules/operations/health/readiness.js';

const FINISH_MS = 10_000;

/**
 * On SIGTERM and SIGINT: not ready any more until nobody comes (`draining.ts`), then take nothing new, let running requests finish
 * for at most 10 s, close what was opened and exit with 0. A second signal ends it at once.
 */
export function stopOnSignals(app: INestApplication, env: Env): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(1);
    stopping = true;
    new Logger('api').log(`${signal}: finishing what runs`);
    void stop(app, env);
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

async function stop(app: INestApplication, env: Env): Promise<void> {
  const logger = new Logger('api');
  await drain(app.get(Readiness, { strict: false }), env);
  const late = sleep(FINISH_MS, 'late' as const, { ref: false });
  const result = await Promise.race([app.close().then(() => 'closed' as const), late]).catch(
    (error: unknown) => {
      logger.error({ err: error }, 'closing failed');
      return 'failed' as const;
    },
  );
  if (result === 'late') logger.warn('requests were still running after 10 s');
  process.exit(result === 'failed' ? 1 : 0);
}
