import { z } from 'zod';
import { flag, integer, url, urlList } from './env-types.js';

const databaseUrl = url('postgres', 'postgresql');

/** Variables of PostgreSQL: who, where, and which way. */
export const databaseShape = {
  DATABASE_URL: databaseUrl,
  DATABASE_OWNER_URL: databaseUrl.optional(),
  DATABASE_READER_URL: databaseUrl.optional(),
  DATABASE_REPLICA_URL: databaseUrl.optional(),
  DATABASE_LISTEN_URL: databaseUrl.optional(),
  DATABASE_POOL_MAX: integer(2, 200).default(10),
  DATABASE_NAMED_STATEMENTS: flag().default(true),
  ROW_LEVEL_SECURITY: flag().default(true),
};

/** Variables of Redis and of the queues in it. */
export const redisShape = {
  REDIS_URL: url('redis', 'rediss').optional(),
  REDIS_CLUSTER_URLS: urlList('redis', 'rediss').default([]),
  REDIS_CACHE_URL: url('redis', 'rediss').optional(),
  QUEUE_PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9_{}-]{1,40}$/, 'must be 1 to 40 letters, digits, - _ { }')
    .default('{eshop}'),
  REDELIVER_AFTER_SECONDS: integer(2, 3_600).default(30),
};
