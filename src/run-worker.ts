import { type Server } from 'node:http';

import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { QuietLogger } from './common/logging.js';
import { currentEnv, type Env } from './config/env.js';
import { Db } from './database/db.js';
import { Metrics } from './metrics/metrics.js';
import { type HealthSource, listenForHealth } from './queue/worker-health.js';
import { WorkerProcess } from './queue/worker-process.js';
import { RELAY } from './worker-queues.js';
import { WorkerModule, type WorkerOptions } from './worker.module.js';

const PING = { name: 'worker-ping', text: 'SELECT 1' };

/**
 * Runs the named queues in this process until SIGTERM or SIGINT, then exits with 0 when what ran has ended.
 *
 * @param names known queue names, see `resolveQueueNames`
 * @throws Error when the process cannot start
 */
export async function runWorker(
  names: readonly string[],
  options: WorkerOptions = {},
): Promise<void> {
  const context = await NestFactory.createApplicationContext(
    await WorkerModule.forQueues(names, {
      concurrency: currentEnv().WORKER_CONCURRENCY,
      ...options,
    }),
    { bufferLogs: true, abortOnError: false },
  );
  context.useLogger(context.get(QuietLogger));
  const worker = new WorkerProcess(context, { relay: names.includes(RELAY) });
  const db = context.get(Db, { strict: false });
  await db.query(PING);
  const metrics = context.get(Metrics, { strict: false });
  const health = await openHealthPort(currentEnv(), {
    faults: () => worker.faults(),
    stuck: () => worker.stuck(),
    pingDatabase: () => db.query(PING),
    metrics: () => metrics.text(),
  });
  stopOnSignals(worker, health);
  worker.start(die);
  new Logger('worker').log(`working on ${names.join(', ')}`);
}

/** Ends the process with one sentence on stderr. */
export function die(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}

async function openHealthPort(env: Env, source: HealthSource): Promise<Server | null> {
  if (env.WORKER_HEALTH_PORT === 0) return null;
  return listenForHealth(env.WORKER_HEALTH_PORT, env.HOST, source);
}

/** The first signal stops gently, a second one at once. */
function stopOnSignals(worker: WorkerProcess, health: Server | null): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    worker.stop().then(
      () => {
        health?.close();
        process.exit(0);
      },
      (error: unknown) => {
        die(`The worker did not stop cleanly: ${String(error)}`);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
