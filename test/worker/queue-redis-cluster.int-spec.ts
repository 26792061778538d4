import { Cluster, Redis } from 'ioredis';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProgram } from '../../src/dev/daemons/daemon.js';
import { type RedisCluster, startRedisCluster } from '../../src/dev/daemons/redis-cluster.js';
import { RedisHealthCheck } from '../../src/modules/operations/health/redis-health.js';
import { QueueBackend } from '../../src/queue/queue-backend.js';
import { QueueProducer } from '../../src/queue/queue-producer.js';
import { RateLimits } from '../../src/rate-limits/rate-limits.js';
import { knownQueueNames } from '../../src/worker-queues.js';
import { hasRedis, startTestRedis, type TestRedis } from '../setup/test-redis.js';
import { registerProcess, testRun } from '../setup/test-run.js';
import { probeQueue } from './probe.js';
import { type TestWorker, useQueue } from './queue-harness.js';

const MASTERS = 3;
const SLOTS = 16_384;

describe.skipIf(!hasRedis())('queues in a Redis Cluster', () => {
  const queue = useQueue('postgres');
  let cluster: RedisCluster;
  let cache: TestRedis;
  let worker: TestWorker;
  let look: Cluster;

  beforeAll(async () => {
    const { folder, redisServer } = testRun();
    // One node that holds all slots: the protocol and its rules are those of many.
    cluster = await startRedisCluster({
      program: redisServer ?? '',
      cli: findProgram('redis-cli') ?? '',
      folder: join(folder, `cluster-${process.pid}`),
      masters: 1,
      replicasOfEach: 0,
      onStarted: (pid) => registerProcess(folder, pid),
    });
    cache = await startTestRedis();
    look = new Cluster([...cluster.urls]);
    worker = await queue.open(variables());
    worker.process.startJobs(() => undefined);
  });
  afterAll(async () => {
    look.disconnect();
    await worker.close();
    await cluster.stop();
    await cache.stop();
  });
  const variables = () => ({
    REDIS_CLUSTER_URLS: cluster.urls.join(','),
    REDIS_CACHE_URL: cache.url,
  });

  it('carries jobs from a commit to their effect', async () => {
    expect(worker.context.get(QueueBackend, { strict: false }).kind).toBe('redis');
    const keys = Array.from({ length: 50 }, (_, index) => `in-cluster-${index + 10}`);
    await worker.commit((tx) =>
      worker.outbox.enqueueMany(
        tx,
        probeQueue,
        'write',
        keys.map((key) => ({ key })),
      ),
    );
    expect(await worker.relay.relayOnce()).toBe(50);
    await queue.until('all effects', async () => (await queue.effects()).length >= 50);
    expect((await queue.effects()).filter((key) => key !== 'tick')).toEqual(keys);
    expect(worker.process.faults()).toEqual([]);
  });

  it('keeps the keys of a queue together and spreads the queues over the masters', async () => {
    const producer = worker.context.get(QueueProducer, { strict: false });
    await expect(producer.isUp()).resolves.toBe(true);
    const found = await look.nodes('master')[0]?.keys('*');
    expect(found?.length).toBeGreaterThan(1);
    expect(found?.filter((key) => !key.startsWith('{eshop:probe}:'))).toEqual([]);
    const backend = worker.context.get(QueueBackend, { strict: false });
    const slots = await Promise.all(
      knownQueueNames().map((name) => look.cluster('KEYSLOT', `${backend.prefixOf(name)}:wait`)),
    );
    const masters = slots.map((slot) => Math.floor((Number(slot) * MASTERS) / SLOTS));
    expect(new Set(slots).size).toBe(slots.length);
    expect(new Set(masters).size).toBe(MASTERS);
  });

  it('counts limits in the Redis of what may be forgotten', async () => {
    const { env } = queue.surroundings;
    const limits = new RateLimits({ ...env, ...parsed() });
    const counter = limits.create({ name: 'probe', points: 5, seconds: 60 });
    const redis = new Redis(cache.url);
    await expect
      .poll(async () => {
        await counter.add('somebody');
        return (await redis.keys('*limit*')).length;
      })
      .toBe(1);
    expect(await look.nodes('master')[0]?.keys('*limit*')).toEqual([]);
    redis.disconnect();
    limits.onApplicationShutdown();
  });

  it('counts in the cluster where there is no other', async () => {
    const { env } = queue.surroundings;
    const limits = new RateLimits({ ...env, ...parsed(), REDIS_CACHE_URL: undefined });
    const counter = limits.create({ name: 'probe', points: 5, seconds: 60 });
    await expect
      .poll(async () => {
        await counter.add('somebody');
        return (await look.nodes('master')[0]?.keys('*limit*'))?.length;
      })
      .toBe(1);
    limits.onApplicationShutdown();
  });

  it('is asked how it is', async () => {
    const health = new RedisHealthCheck({ ...queue.surroundings.env, ...parsed() });
    await expect.poll(() => health.check()).toBe('up');
    health.onModuleDestroy();
  });

  const parsed = () => ({ REDIS_CLUSTER_URLS: cluster.urls, REDIS_CACHE_URL: cache.url });
});
