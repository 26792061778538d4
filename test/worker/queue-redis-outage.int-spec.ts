import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type EmbeddedRedis, startEmbeddedRedis } from '../../src/dev/embedded-redis.js';
import { hasRedis } from '../setup/test-redis.js';
import { forgetProcess, registerProcess, testRun } from '../setup/test-run.js';
import { probeQueue } from './probe.js';
import { type TestWorker, useQueue } from './queue-harness.js';

describe.runIf(hasRedis())('Redis that goes away', () => {
  const queue = useQueue('postgres');
  let redis: EmbeddedRedis;
  let redisPid = 0;
  let admin: Redis;
  let worker: TestWorker;

  beforeAll(async () => {
    redis = await startRedis();
    admin = new Redis(redis.url, { maxRetriesPerRequest: null });
    admin.on('error', () => undefined);
    await redis.stop();
    worker = await queue.open({ REDIS_URL: redis.url });
  });

  afterAll(async () => {
    await worker.close();
    admin.disconnect();
    await redis.stop();
    forgetProcess(testRun().folder, redisPid);
  });

  it('starts, commits at once and runs the job when Redis comes', async () => {
    worker.process.start(() => undefined);
    const startedAt = Date.now();
    await enqueue('absent');
    expect(Date.now() - startedAt).toBeLessThan(200);
    await expect(worker.relay.relayOnce()).rejects.toThrow('cannot be reached');
    expect(worker.process.faults().join()).toContain('Redis cannot be reached');
    expect(await queue.row('absent')).toMatchObject({ relayed_at: null, leased_until: null });

    redis = await startRedis();
    await handled('absent');
    expect(worker.process.faults()).toEqual([]);
  });

  it('handles what was relayed before a FLUSHALL', async () => {
    const jobs = await worker.producer.queue('probe');
    await jobs.pause();
    await enqueue('flushed');
    await queue.until('the ring', async () => (await queue.row('flushed')).relayed_at !== null);
    await admin.flushall();
    expect(await jobs.getJobState((await queue.row('flushed')).id)).toBe('unknown');
    expect(await worker.sweeper.sweep()).toBe(0);
    await age('flushed', '31 seconds');
    expect(await worker.sweeper.sweep()).toBe(1);
    await handled('flushed');
    expect((await queue.effects()).filter((key) => key === 'flushed')).toHaveLength(1);
  });

  it('brings the schedules back after a flush, and does not move those that are there', async () => {
    const jobs = await worker.producer.queue('probe');
    await admin.flushall();
    expect(await jobs.getJobSchedulers()).toEqual([]);
    await worker.scheduler.renew();
    const [first] = await jobs.getJobSchedulers();
    expect(first).toMatchObject({ key: 'ticking', every: 3_600_000, name: 'tick' });
    await queue.until('the next run to be planned', async () => {
      const [schedule] = await jobs.getJobSchedulers();
      return (schedule?.next ?? 0) > Date.now();
    });
    const [planned] = await jobs.getJobSchedulers();
    await worker.scheduler.renew();
    expect((await jobs.getJobSchedulers())[0]?.next).toBe(planned?.next);
    await queue.until('the run to be noted', async () => {
      const runs = await queue.surroundings.database.owner.query<{ name: string }>(
        'SELECT name FROM job_runs WHERE last_success_at IS NOT NULL',
      );
      return runs.rows.map(({ name }) => name).join() === 'probe.ticking';
    });
  });

  it('takes away a schedule that the program no longer has', async () => {
    const jobs = await worker.producer.queue('probe');
    await jobs.upsertJobScheduler('bygone', { every: 3_600_000 }, { name: 'tick' });
    await worker.scheduler.renew();
    expect((await jobs.getJobSchedulers()).map((schedule) => schedule.key)).toEqual(['ticking']);
  });

  it('survives a restart with an empty Redis', async () => {
    await redis.stop();
    await enqueue('restarted');
    redis = await startRedis();
    await handled('restarted');
  });

  it('is bounded by time when Redis hangs', async () => {
    process.kill(redisPid, 'SIGSTOP');
    try {
      const startedAt = Date.now();
      await enqueue('hanging');
      expect(Date.now() - startedAt).toBeLessThan(200);
      await expect(
        worker.producer.addBulk('probe', [{ name: 'write', data: { payload: {} }, opts: {} }]),
      ).rejects.toThrow();
      expect(Date.now() - startedAt).toBeLessThan(2000);
    } finally {
      process.kill(redisPid, 'SIGCONT');
    }
    await handled('hanging');
  });

  it('waits while Redis is full or read-only, and loses nothing', async () => {
    await admin.config('SET', 'maxmemory', '1');
    await enqueue('full');
    await expect(admin.set('anything', 'more')).rejects.toThrow('OOM');
    // The process's own relay may have been refused before this one, which then finds nothing to do.
    const refusal = await worker.relay.relayOnce().then(() => 'OOM', String);
    expect(refusal).toContain('OOM');
    expect((await queue.row('full')).done_at).toBeNull();
    await admin.config('SET', 'maxmemory', '0');
    await handled('full');

    await admin.replicaof('127.0.0.1', '1');
    await enqueue('read-only');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await queue.row('read-only')).done_at).toBeNull();
    await admin.replicaof('NO', 'ONE');
    await handled('read-only');
  });

  it('refuses an evicting Redis in production and warns elsewhere', async () => {
    await admin.config('SET', 'maxmemory-policy', 'allkeys-lru');
    const faults: string[] = [];
    const strict = await queue.open({ REDIS_URL: redis.url, ...PRODUCTION });
    strict.process.startJobs((reason) => faults.push(reason));
    await queue.until('the refusal', () => faults.length === 1);
    expect(faults[0]).toContain('"allkeys-lru", it must be "noeviction"');
    const lenient = await queue.open({ REDIS_URL: redis.url });
    lenient.process.startJobs((reason) => faults.push(reason));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(faults).toHaveLength(1);
    await admin.config('SET', 'maxmemory-policy', 'noeviction');
  });

  async function startRedis(): Promise<EmbeddedRedis> {
    const { redisServer, folder } = testRun();
    if (redisServer === null) throw new Error('no redis-server');
    return startEmbeddedRedis({
      program: redisServer,
      folder: join(folder, `outage-${process.pid}`),
      isDurable: false,
      onStarted: (pid) => {
        redisPid = pid;
        registerProcess(folder, pid);
      },
    });
  }

  async function enqueue(key: string): Promise<void> {
    await worker.commit((tx) => worker.outbox.enqueue(tx, probeQueue, 'write', { key }));
  }

  async function handled(key: string): Promise<void> {
    await queue.until(
      `the effect of ${key}`,
      async () => (await queue.effects()).includes(key),
      20,
    );
  }

  async function age(key: string, by: string): Promise<void> {
    await queue.surroundings.database.owner.query(
      `UPDATE outbox_events SET relayed_at = relayed_at - $2::interval WHERE payload ->> 'key' = $1`,
      [key, by],
    );
  }
});

/** What production asks for beside the settings of the tests. */
const PRODUCTION: Readonly<Record<string, string>> = {
  NODE_ENV: 'production',
  PASSWORD_HASH_COST: '',
  ...Object.fromEntries(
    [
      'PASSWORD_PEPPER',
      'CODE_SECRET',
      'TOKEN_SECRET',
      'BLIND_INDEX_KEY',
      'SANDBOX_GATEWAY_SECRET',
      'AUDIT_KEY',
    ].map((name) => [name, randomBytes(32).toString('base64url')]),
  ),
  JWT_KEYS: `k9:${randomBytes(32).toString('base64url')}`,
  ENCRYPTION_KEYS: `k9:${randomBytes(32).toString('base64')}`,
};
