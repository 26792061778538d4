import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { knownQueueNames } from '../../src/worker-queues.js';
import { findInDatabase } from '../setup/dump.js';
import { useApi } from '../setup/test-api.js';
import { queueBackends } from '../setup/test-redis.js';
import { startApiProcess, type TestProcess, useWorkers } from '../setup/test-workers.js';
import { CanaryJourney } from './canary-journey.js';

const LIMIT_MS = 180_000;

/** Every key and every value of a Redis, whatever its type. */
async function allOfRedis(url: string): Promise<string> {
  const redis = new Redis(url, { maxRetriesPerRequest: 2 });
  const texts: string[] = [];
  try {
    for (const key of await redis.keys('*')) {
      texts.push(key, (await redis.dumpBuffer(key))?.toString('latin1') ?? '');
      const type = await redis.type(key);
      // DUMP compresses long values: the readable ones are read as well.
      if (type === 'string') texts.push((await redis.get(key)) ?? '');
      if (type === 'hash') texts.push(JSON.stringify(await redis.hgetall(key)));
      if (type === 'list') texts.push(...(await redis.lrange(key, 0, -1)));
      if (type === 'zset') texts.push(...(await redis.zrange(key, 0, -1)));
      if (type === 'set') texts.push(...(await redis.smembers(key)));
      if (type === 'stream') texts.push(JSON.stringify(await redis.xrange(key, '-', '+')));
    }
  } finally {
    redis.disconnect();
  }
  return texts.join('\n');
}

function findInText(text: string, values: Readonly<Record<string, string>>): string[] {
  const lower = text.toLowerCase();
  return Object.entries(values)
    .filter(([, value]) => lower.includes(value.toLowerCase()))
    .map(([name]) => name);
}

describe.each(queueBackends())('Canaries, with queues on %s', (backend) => {
  const t = useApi({ mail: true, backend });
  const workers = useWorkers([], backend);

  /** Where values were found that must not be there, by place. */
  const search = async (
    processes: readonly TestProcess[],
    inDatabase: Readonly<Record<string, string>>,
    elsewhere: Readonly<Record<string, string>>,
  ): Promise<Record<string, string[]>> => {
    const found = await findInDatabase(t.owner, Object.values(inDatabase));
    // BullMQ's own tables are to Redis what the rest is to the database.
    const queues = await findInDatabase(t.owner, Object.values(elsewhere));
    return {
      database: found,
      queues: queues.filter((text) => text.startsWith('bullmq.')),
      redis: t.redis === null ? [] : findInText(await allOfRedis(t.redis.url), elsewhere),
      logs: processes.flatMap((process) => findInText(process.log(), elsewhere)),
    };
  };
  const NOWHERE = { database: [], queues: [], redis: [], logs: [] };
  const until = async (sql: string, values: unknown[]): Promise<void> => {
    for (let tries = 0; tries < 300; tries += 1) {
      if ((await t.owner.query(sql, values)).rowCount) return;
      await sleep(200);
    }
    throw new Error(`It never came to: ${sql}`);
  };

  it(
    'sing in no dump, no queue and no log, and after an erase nowhere at all',
    async () => {
      await t.given.openShop();
      const product = await t.given.sellable();
      const { rows } = await t.owner.query<{ slug: string }>(
        'SELECT p.slug FROM products p JOIN product_variants v ON v.product_id = p.id WHERE v.id = $1',
        [product.variantId],
      );
      const verbose = { LOG_LEVEL: 'debug' };
      const api = await startApiProcess(verbose);
      await workers.start(
        knownQueueNames().filter((name) => name !== 'transfers'),
        { ...verbose, PUBLIC_URL: api.url },
      );
      await workers.start(['transfers'], { ...verbose, PUBLIC_URL: api.url });
      const processes = [api, ...workers.processes];
      const journey = new CanaryJourney({
        url: api.url,
        product: { slug: rows[0]?.slug ?? '', variantId: product.variantId },
        mailTo: (address) => t.mailTo(address),
      });
      const { hidden, plain } = await journey.run();
      const all = { ...hidden, ...plain };
      expect(Object.keys(hidden).length).toBeGreaterThan(30);
      // The search finds what is there: these columns are in the clear.
      expect(await findInDatabase(t.owner, [plain['email'] ?? ''])).toContain(
        `public.users: ${plain['email'] ?? ''}`,
      );
      // The logs are not empty, and neither are the queues.
      expect(findInText(api.log(), { path: '/api/v1/auth/login' })).toEqual(['path']);
      if (t.redis)
        expect(findInText(await allOfRedis(t.redis.url), { bull: 'transfers' })).toEqual(['bull']);
      expect(await search(processes, hidden, all)).toEqual(NOWHERE);

      // The parcel arrives, and the customer leaves.
      await t.owner.query(
        `UPDATE orders SET status = 'delivering' WHERE status = 'confirmed' AND user_id IS NOT NULL;
         UPDATE orders SET status = 'delivered' WHERE status = 'delivering'`,
      );
      const { rows: people } = await t.owner.query<{ id: string }>(
        'SELECT id FROM users WHERE email = $1',
        [plain['email']],
      );
      const person = people[0]?.id;
      await journey.leave();
      await until('SELECT 1 FROM erasures WHERE user_id = $1 AND last_run_at IS NOT NULL', [
        person,
      ]);
      await until(
        `SELECT 1 FROM outbox_events WHERE job = 'apply-erasure' AND done_at IS NULL AND available_at > now() + interval '30 seconds'`,
        [],
      );
      // As if the minute were over in which a request of before may still run.
      await t.owner.query(
        `UPDATE erasures SET requested_at = now() - interval '5 minutes';
         UPDATE account_notices SET created_at = now() - interval '5 minutes';
         UPDATE outbox_events SET available_at = now() WHERE job = 'apply-erasure'`,
      );
      await until(`SELECT 1 FROM erasures WHERE user_id = $1 AND status = 'applied'`, [person]);
      expect(await search(processes, all, all)).toEqual(NOWHERE);
      const mails = await t.mailTo(plain['email'] ?? '');
      expect(mails[0]?.text).toContain('your account was deleted');
    },
    LIMIT_MS,
  );
});
