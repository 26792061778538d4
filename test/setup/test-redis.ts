import { join, relative } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { startEmbeddedRedis } from '../../src/dev/embedded-redis.js';
import { lazily } from './test-database.js';
import { forgetProcess, noteNotRun, registerProcess, testRun } from './test-run.js';

/** What BullMQ runs on. */
export type QueueBackend = 'postgres' | 'redis';

/** A private Redis: a test may flush, stop or kill it without touching another file. */
export interface TestRedis {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

let counter = 0;

/** Every backend that can be had here, for `describe.each(queueBackends())`; the summary names what is left out. */
export function queueBackends(): QueueBackend[] {
  return hasRedis() ? ['postgres', 'redis'] : ['postgres'];
}

/** False where there is no redis-server; then the summary says that the calling file ran without it. */
export function hasRedis(): boolean {
  const { redisServer, folder } = testRun();
  if (redisServer !== null) return true;
  noteNotRun(folder, `${callingSpec()}: what needs Redis (there is no redis-server)`);
  return false;
}

/** The spec file that asks, as a path. */
export function callingSpec(): string {
  const found = /([^\s(]+\.(?:spec|int-spec|e2e-spec|model-spec)\.ts)/.exec(
    new Error().stack ?? '',
  );
  const path = found?.[1]?.replace(/^file:\/\//, '');
  return path === undefined ? 'a suite' : relative(process.cwd(), path);
}

/** Starts one; the caller stops it, the end of the run does it in any case. */
export async function startTestRedis(): Promise<TestRedis> {
  const { redisServer, folder } = testRun();
  if (redisServer === null) {
    throw new Error('There is no redis-server on PATH: ask hasRedis() first.');
  }
  counter += 1;
  let pid = 0;
  const server = await startEmbeddedRedis({
    program: redisServer,
    folder: join(folder, `redis-${process.pid}-${counter}`),
    isDurable: false,
    onStarted: (started) => {
      pid = started;
      registerProcess(folder, started);
    },
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    forgetProcess(folder, pid);
  };
  return { url: server.url, pid, stop };
}

/** One private Redis for a test file. */
export function useRedis(): TestRedis {
  let current: TestRedis | undefined;
  beforeAll(async () => {
    current = await startTestRedis();
  });
  afterAll(async () => {
    await current?.stop();
  });
  return lazily('Redis', () => current);
}
