import { Cluster, Redis, type RedisOptions } from 'ioredis';

/** Where a Redis is: one server, or some nodes of a cluster, of which the others are learnt. */
export type RedisPlace =
  { readonly url: string } | { readonly nodes: readonly [string, ...string[]] };

/** The variables that say where. */
export interface RedisVariables {
  readonly REDIS_URL?: string | undefined;
  readonly REDIS_CLUSTER_URLS: readonly string[];
  readonly REDIS_CACHE_URL?: string | undefined;
}

/** The Redis of the queues, which must never forget anything; null where the queues are in PostgreSQL. */
export function queueRedisOf(env: RedisVariables): RedisPlace | null {
  const [first, ...others] = env.REDIS_CLUSTER_URLS;
  if (first !== undefined) return { nodes: [first, ...others] };
  return env.REDIS_URL === undefined ? null : { url: env.REDIS_URL };
}

/** The Redis of what may be forgotten (counters of limits): one of its own, else that of the queues. */
export function cacheRedisOf(env: RedisVariables): RedisPlace | null {
  return env.REDIS_CACHE_URL === undefined ? queueRedisOf(env) : { url: env.REDIS_CACHE_URL };
}

/** How long the nodes of a cluster may take to say which of them has what, in milliseconds. */
const SLOTS_MS = 1_000;
/** How often the nodes are asked again without a reason, in milliseconds. */
const SLOTS_EVERY_MS = 5_000;

/** Options that mean the same for one server and for a cluster. */
export type OpenRedisOptions = Omit<RedisOptions, 'retryStrategy'> & {
  /** Milliseconds until the next try. */
  readonly retryStrategy: (times: number) => number;
};

/**
 * Opens a connection; in a cluster it asks each node with the same options. Account and TLS are those of
 * the first node.
 */
export function openRedis(place: RedisPlace, options: OpenRedisOptions): Redis | Cluster {
  if ('url' in place) return new Redis(place.url, options);
  const { lazyConnect, enableOfflineQueue, retryStrategy, ...ofNode } = options;
  return new Cluster([...place.nodes], {
    ...(lazyConnect === undefined ? {} : { lazyConnect }),
    ...(enableOfflineQueue === undefined ? {} : { enableOfflineQueue }),
    clusterRetryStrategy: retryStrategy,
    slotsRefreshTimeout: SLOTS_MS,
    slotsRefreshInterval: SLOTS_EVERY_MS,
    redisOptions: { ...ofNode, ...accountOf(place.nodes[0]) },
  });
}

/** The nodes that are learnt come without account. */
function accountOf(url: string): RedisOptions {
  const { username, password, protocol } = new URL(url);
  return {
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' ? { tls: {} } : {}),
  };
}
