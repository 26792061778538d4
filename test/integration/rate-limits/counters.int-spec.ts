import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadEnv } from '../../../src/config/env.js';
import { Bucket } from '../../../src/rate-limits/bucket.js';
import type { Counter } from '../../../src/rate-limits/counter.js';
import { MemoryCounter } from '../../../src/rate-limits/memory-counter.js';
import { RateLimits } from '../../../src/rate-limits/rate-limits.js';
import { hasRedis, startTestRedis, type TestRedis } from '../../setup/test-redis.js';

const LIMIT = { name: 'probe', points: 5, seconds: 60 };

async function until(done: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000;
  while (!(await done())) {
    if (Date.now() > end) throw new Error('It did not happen within ten seconds');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}

describe('Counters in this process', () => {
  it('keep a bounded number of callers, the one unused for longest goes', async () => {
    const counter = new MemoryCounter(LIMIT, 1_000);
    await counter.add('first');
    for (let caller = 0; caller < 100_000; caller += 1) {
      await counter.add(`caller ${caller}`);
      if (caller % 500 === 0) await counter.add('regular');
    }
    expect(counter.size).toBe(1_000);
    expect(await counter.get('first')).toBeNull();
    expect(await counter.get('regular')).toMatchObject({ consumed: 200, exceeded: true });
  });

  it('close their windows', async () => {
    const counter = new MemoryCounter(LIMIT);
    expect(await counter.add('a', 6, 0.05)).toMatchObject({ exceeded: true, remaining: 0 });
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await counter.add('a')).toMatchObject({ consumed: 1, exceeded: false });
  });
});

describe('A bucket', () => {
  const spy = (limit = 600): { counter: Counter; calls: number[]; bucket: Bucket } => {
    const counter = new MemoryCounter({ name: 'b', points: limit, seconds: 60 });
    const calls: number[] = [];
    const watched: Counter = {
      add: (key, points = 1) => {
        calls.push(points);
        return counter.add(key, points);
      },
      get: (key) => counter.get(key),
      delete: (key) => counter.delete(key),
    };
    const rule = { by: 'address', points: limit, seconds: 60 } as const;
    return { counter, calls, bucket: new Bucket('b', rule, watched) };
  };

  it('tells a large limit in portions and holds it to the request', async () => {
    const { bucket, calls } = spy(600);
    let allowed = 0;
    for (let request = 0; request < 1_000; request += 1) {
      if ((await bucket.take('one')).allowed) allowed += 1;
    }
    expect(allowed).toBe(600);
    expect(calls.length).toBeLessThan(90);
    expect(calls.reduce((sum, points) => sum + points, 0)).toBe(600);
  });

  it('refuses from memory whoever is over a small one', async () => {
    const { bucket, calls } = spy(5);
    const verdicts = [];
    for (let request = 0; request < 50; request += 1) verdicts.push(await bucket.take('one'));
    expect(verdicts.map(({ allowed }) => allowed).filter(Boolean)).toHaveLength(5);
    expect(calls).toHaveLength(5);
    expect(bucket.peek('one').allowed).toBe(false);
    expect(bucket.peek('two').allowed).toBe(true);
  });

  it('holds under parallel requests', async () => {
    const { bucket } = spy(5);
    const verdicts = await Promise.all(Array.from({ length: 50 }, () => bucket.take('one')));
    expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(5);
  });
});

describe.runIf(hasRedis())('Counters in Redis', () => {
  let redis: TestRedis;
  const processes: RateLimits[] = [];
  const startProcess = async (): Promise<Counter> => {
    const limits = new RateLimits(
      loadEnv({ DATABASE_URL: 'postgres://127.0.0.1/none', REDIS_URL: redis.url }),
    );
    processes.push(limits);
    const counter = limits.create(LIMIT);
    // Until the connection stands it counts by itself.
    await until(async () => {
      await counter.add('warm-up');
      return (await keys()).some((key) => key.includes('probe'));
    });
    await wipe();
    return counter;
  };
  const raw = async <T>(work: (client: Redis) => Promise<T>): Promise<T> => {
    const client = new Redis(redis.url);
    try {
      return await work(client);
    } finally {
      client.disconnect();
    }
  };
  const keys = () => raw((client) => client.keys('*'));
  const wipe = () => raw((client) => client.flushall());

  beforeAll(async () => {
    redis = await startTestRedis();
  });
  afterAll(async () => {
    for (const limits of processes) limits.onApplicationShutdown();
    await redis.stop();
  });

  it('are shared by processes, and keep no address in clear text', async () => {
    const [one, two] = [await startProcess(), await startProcess()];
    for (const counter of [one, two, one, two, one]) {
      expect(await counter.add('203.0.113.9')).toMatchObject({ exceeded: false });
    }
    expect(await two.add('203.0.113.9')).toMatchObject({ consumed: 6, exceeded: true });
    const stored = await keys();
    expect(stored).toHaveLength(1);
    expect(stored.join()).not.toContain('203.0.113');
    const ttl = await raw((client) => client.ttl(stored[0] ?? ''));
    expect(ttl).toBeGreaterThan(0);
    expect(ttl).toBeLessThanOrEqual(60);
  });

  it('a Redis that hangs makes one request late and no other, and is taken back', async () => {
    const counter = await startProcess();
    await counter.add('a');
    process.kill(redis.pid, 'SIGSTOP');
    try {
      const first = await timed(() => counter.add('a'));
      expect(first.ms).toBeLessThan(400);
      const next = await timed(async () => {
        const results = [];
        for (let call = 0; call < 6; call += 1) results.push(await counter.add('a'));
        return results;
      });
      expect(next.ms).toBeLessThan(50);
      expect(next.result.at(-1)).toMatchObject({ exceeded: true });
    } finally {
      process.kill(redis.pid, 'SIGCONT');
    }
    await until(async () => {
      await counter.add('back');
      return (await keys()).length > 1;
    });
  });

  it('a Redis that is stopped leaves a limit in each process', async () => {
    const counter = await startProcess();
    await redis.stop();
    const { ms, result } = await timed(async () => {
      const results = [];
      for (let call = 0; call < 7; call += 1) results.push(await counter.add('b'));
      return results;
    });
    expect(ms).toBeLessThan(400);
    expect(result.map(({ exceeded }) => exceeded)).toEqual([
      ...Array<boolean>(5).fill(false),
      true,
      true,
    ]);
    redis = await startTestRedis();
  });
});
