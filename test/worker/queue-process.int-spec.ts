import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { findFreePort } from '../../src/dev/free-port.js';
import { builtFile } from '../setup/test-build.js';
import { queueBackends } from '../setup/test-redis.js';
import { forgetProcess, registerProcess, testRun } from '../setup/test-run.js';
import { useQueue } from './queue-harness.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FIXTURE = fileURLToPath(new URL('fixtures/probe-worker.mjs', import.meta.url));

interface Running {
  readonly child: ChildProcess;
  readonly healthUrl: string;
  output(): string;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

describe.each(queueBackends())('worker processes on %s', (backend) => {
  const queue = useQueue(backend);
  const running: Running[] = [];
  let db: pg.Pool;

  beforeAll(() => {
    db = queue.surroundings.database.owner;
  });

  afterAll(async () => {
    for (const { child } of running) child.kill('SIGKILL');
    await Promise.all(running.map(({ ended }) => ended));
  });

  it('finishes the running job at SIGTERM, takes no other, and exits 0', async () => {
    const worker = await start(FIXTURE, [buildFolder(), 'slow', 'relay']);
    await ready(worker);
    await ring('running', 1500);
    await queue.until('the job to begin', () => worker.output().includes('began running'), 20);
    worker.child.kill('SIGTERM');
    await queue.until('not ready', async () => (await health(worker, 'ready')) !== 200);
    await ring('too-late', 0);
    expect(await worker.ended).toBe(0);
    expect(await queue.effects()).toEqual(['running']);
    expect(worker.output()).not.toContain('began too-late');
  });

  it('hands the job of a killed worker to the next one, with one effect', async () => {
    const first = await start(FIXTURE, [buildFolder(), 'slow', 'relay']);
    await ready(first);
    await queue.until('the earlier job', async () => (await queue.effects()).length === 2, 20);
    await ring('killed', 4000);
    await queue.until('the job to begin', () => first.output().includes('began killed'), 20);
    first.child.kill('SIGKILL');
    expect(await first.ended).toBe('SIGKILL');
    // As if half a minute had passed: then the sweeper may ring again.
    await queue.until(
      'the mark of the relay',
      async () => (await queue.row('killed')).relayed_at !== null,
    );
    await db.query(
      `UPDATE outbox_events SET relayed_at = now() - interval '31 seconds' WHERE done_at IS NULL`,
    );
    const second = await start(FIXTURE, [buildFolder(), 'slow', 'relay']);
    await queue.until('the effect', async () => (await queue.effects()).includes('killed'), 25);
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
    expect((await queue.effects()).filter((key) => key === 'killed')).toHaveLength(1);
  });

  it('says in one sentence which queues there are', async () => {
    const worker = await start(builtFile('src/worker.js'), ['mails']);
    expect(await worker.ended).toBe(1);
    expect(worker.output()).toMatch(
      /^There is no queue "mails"; known are .*maintenance.*relay.*\.\n$/,
    );
  });

  it('sleeps with few statements, and is healthy', async () => {
    const worker = await start(builtFile('src/worker.js'), ['maintenance', 'relay']);
    await ready(worker);
    expect(await health(worker, 'live')).toBe(200);
    // Every schedule has had its first run by then.
    await queue.until('the first runs', async () => {
      const { rows } = await db.query<{ n: number }>('SELECT count(*)::int AS n FROM job_runs');
      return (rows[0]?.n ?? 0) >= 6;
    });
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const before = await transactions();
    await new Promise((resolve) => setTimeout(resolve, 5000));
    const perSecond = ((await transactions()) - before) / 5;
    expect(perSecond).toBeGreaterThan(0.3);
    expect(perSecond).toBeLessThanOrEqual(5);
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
    const found = await db.query(
      `SELECT last_error FROM job_runs WHERE name = 'maintenance.partitions'`,
    );
    expect(found.rows).toEqual([{ last_error: null }]);
  });

  async function start(program: string, args: readonly string[]): Promise<Running> {
    const port = await findFreePort();
    const child = spawn(process.execPath, [program, ...args], {
      cwd: ROOT,
      env: {
        PATH: process.env['PATH'],
        ...queue.surroundings.variables,
        LOG_LEVEL: 'warn',
        WORKER_HEALTH_PORT: String(port),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
    const pid = child.pid ?? 0;
    registerProcess(testRun().folder, pid);
    const ended = new Promise<number | string>((resolve) => {
      child.once('close', (code, signal) => {
        forgetProcess(testRun().folder, pid);
        resolve(code ?? signal ?? 'unknown');
      });
    });
    const started: Running = {
      child,
      healthUrl: `http://127.0.0.1:${port}/health`,
      output: () => text,
      ended,
    };
    running.push(started);
    return started;
  }

  async function health(worker: Running, what: 'live' | 'ready'): Promise<number> {
    try {
      const response = await fetch(`${worker.healthUrl}/${what}`);
      await response.arrayBuffer();
      return response.status;
    } catch {
      return 0;
    }
  }

  async function ready(worker: Running): Promise<void> {
    await queue.until(
      `readiness:\n${worker.output()}`,
      async () => (await health(worker, 'ready')) === 200,
      25,
    );
  }

  /** An outbox row as any writer would leave it. */
  async function ring(key: string, ms: number): Promise<void> {
    await db.query(`INSERT INTO outbox_events (queue, job, payload) VALUES ('slow', 'wait', $1)`, [
      JSON.stringify({ key, ms }),
    ]);
    await db.query('NOTIFY eshop_outbox');
  }

  async function transactions(): Promise<number> {
    const found = await db.query<{ count: number }>(
      `SELECT (xact_commit + xact_rollback)::int AS count FROM pg_stat_database WHERE datname = current_database()`,
    );
    return found.rows[0]?.count ?? 0;
  }
});

function buildFolder(): string {
  return builtFile('.');
}
