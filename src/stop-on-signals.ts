import { type INestApplication, Logger } from '@nestjs/common';
import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Env } from './config/env.js';
import { closePort, drain } from './draining.js';
import { Readiness } from './modules/operations/health/readiness.js';

const FINISH_MS = 10_000;
const CLOSE_MS = 3_000;

/**
 * On SIGTERM and SIGINT: not ready any more until nobody comes, then the port closes (`draining.ts`), running requests
 * finish for at most 10 s, and only then everything they might need is closed; exits with 0. A second signal ends it
 * at once.
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
  const readiness = app.get(Readiness, { strict: false });
  await drain(readiness, env);
  const server = app.getHttpServer() as Server;
  const isFinished = await closePort(server, readiness, env, FINISH_MS);
  if (!isFinished) logger.warn('requests were still running after 10 s');
  const late = sleep(CLOSE_MS, 'late' as const, { ref: false });
  const result = await Promise.race([app.close().then(() => 'closed' as const), late]).catch(
    (error: unknown) => {
      logger.error({ err: error }, 'closing failed');
      return 'failed' as const;
    },
  );
  process.exit(result === 'failed' ? 1 : 0);
}
