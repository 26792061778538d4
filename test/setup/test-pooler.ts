import { join } from 'node:path';
import { findPgBouncer, startPgBouncer, transactionMode } from '../../src/dev/daemons/pgbouncer.js';
import type { TestDatabase } from './test-database.js';
import { callingSpec } from './test-redis.js';
import { forgetProcess, noteNotRun, registerProcess, testRun } from './test-run.js';

/** A PgBouncer in front of the database of one test file. */
export interface TestPooler {
  /** What a process needs to know to work behind it. */
  readonly variables: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

let counter = 0;

/** False where PgBouncer is not installed; then the summary names the calling file. */
export function hasPgBouncer(): boolean {
  if (findPgBouncer() !== null) return true;
  noteNotRun(testRun().folder, `${callingSpec()}: what needs PgBouncer (it is not installed)`);
  return false;
}

/**
 * Starts one in transaction mode.
 *
 * @param size connections to the server for each account: with one all clients take turns on it
 */
export async function startTestPooler(
  { url, ownerUrl }: TestDatabase,
  size: number,
): Promise<TestPooler> {
  const program = findPgBouncer();
  if (program === null) throw new Error('There is no PgBouncer: ask hasPgBouncer() first.');
  const { folder } = testRun();
  counter += 1;
  const pids: number[] = [];
  const pooler = await startPgBouncer({
    program,
    folder: join(folder, `pgbouncer-${process.pid}-${counter}`),
    urls: [url, ownerUrl],
    config: transactionMode(size),
    onStarted: (pid) => {
      pids.push(pid);
      registerProcess(folder, pid);
    },
  });
  return {
    variables: {
      DATABASE_URL: pooler.through(url),
      DATABASE_LISTEN_URL: url,
      DATABASE_NAMED_STATEMENTS: 'false',
    },
    stop: async () => {
      await pooler.daemon.stop('SIGKILL');
      for (const pid of pids) forgetProcess(folder, pid);
    },
  };
}
