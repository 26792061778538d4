import { type INestApplication, Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Env } from './config/env.js';
import { Readiness } from './modules/operations/health/readiness.js';

const FINISH_MS = 10_000;
/** How long a balancer may take to see that this process is no longer ready. */
const NOTICE_MS = 1_000;

/**
 * On SIGTERM and SIGINT: not ready any more, then take nothing new, let running requests finish
 * for at most 10 s, close what was opened and exit with 0. A second signal ends it at once.
 */
export function stopOnSignals(app: INestApplication, env: Env): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(1);
    stopping = true;
    new Logger('api').log(`${signal}: finishing what runs`);
    void stop(app, env.NODE_ENV === 'production' ? NOTICE_MS : 0);
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

async function stop(app: INestApplication, noticeMs: number): Promise<void> {
  const logger = new Logger('api');
  app.get(Readiness, { strict: false }).close();
  await sleep(noticeMs);
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
