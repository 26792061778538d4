import IORedis from 'ioredis';
import type { Pool } from 'pg';

const TABLES = `
  SELECT format('%I.%I', n.nspname, c.relname) AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname IN ('public', 'bullmq') AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1`;

/** Values that must be nowhere, by what they are. */
export type Canaries = ReadonlyMap<string, string>;

/** Looks for values in each row of each table as text, also as hex of their bytes: one line per find. Case does not count. */
export async function findInTables(owner: Pool, canaries: Canaries): Promise<string[]> {
  const names = [...canaries.keys()];
  const values = [...canaries.values()].map((value) => value.toLowerCase());
  const hex = values.map((value) => Buffer.from(value).toString('hex'));
  const { rows: tables } = await owner.query<{ name: string }>(TABLES);
  const found: string[] = [];
  for (const { name: table } of tables) {
    const { rows } = await owner.query<{ name: string; key: string }>(
      `SELECT DISTINCT v.name, c.key
         FROM ${table} t, jsonb_each_text(to_jsonb(t)) AS c (key, value),
              unnest($1::text[], $2::text[], $3::text[]) AS v (name, value, hex)
        WHERE position(v.value IN lower(c.value)) > 0 OR position(v.hex IN lower(c.value)) > 0 ORDER BY 1, 2`,
      [names, values, hex],
    );
    found.push(...rows.map(({ name, key }) => `${table}.${key}: ${name}`));
  }
  return found;
}

/** Looks for values in a text: one line per find. Case does not count. */
export function findInText(place: string, text: string, canaries: Canaries): string[] {
  const lower = text.toLowerCase();
  return [...canaries].flatMap(([name, value]) => {
    const at = lower.indexOf(value.toLowerCase());
    return at === -1 ? [] : [`${place}: ${name}`];
  });
}

/** Every key and value of a Redis. */
export async function allOfRedis(url: string): Promise<string> {
  const redis = new IORedis.Redis(url, { maxRetriesPerRequest: 2 });
  const texts: string[] = [];
  try {
    for (const key of await redis.keys('*')) {
      const type = await redis.type(key);
      // DUMP compresses long values: the readable ones are read as well.
      texts.push(key, (await redis.dumpBuffer(key))?.toString('latin1') ?? '');
      if (type === 'string') texts.push((await redis.get(key)) ?? '');
      if (type === 'hash') texts.push(JSON.stringify(await redis.hgetall(key)));
      if (type === 'list') texts.push(...(await redis.lrange(key, 0, -1)));
      if (type === 'set') texts.push(...(await redis.smembers(key)));
      if (type === 'zset') texts.push(...(await redis.zrange(key, 0, -1)));
      if (type === 'stream') texts.push(JSON.stringify(await redis.xrange(key, '-', '+')));
    }
  } finally {
    redis.disconnect();
  }
  return texts.join('\n');
}
