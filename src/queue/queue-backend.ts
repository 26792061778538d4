import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import {
  type BackendFactory,
  type ConnectionOptions,
  createPostgresBackend,
  createRedisBackend,
  isPgPool,
  type JobsOptions,
  setDefaultBackendFactory,
} from 'bullmq';
import type { Cluster, Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

import {
  openRedis,
  type OpenRedisOptions,
  queueRedisOf,
  type RedisPlace,
} from '../common/redis/open-redis.js';
import { ENV, type Env } from '../config/env.js';
import { queueDatabaseUrl } from './queue-database-url.js';

/** Token: how many queue workers this process runs (0 for a process that only produces). */
export const WORKER_COUNT = Symbol('WORKER_COUNT');

/** Connections a process needs beside one LISTEN connection per worker, and those it gets. */
const NEEDED_CONNECTIONS = 2;
const GIVEN_CONNECTIONS = 4;

/** How long a producer may wait for a Redis that does not answer, in milliseconds. */
const PRODUCER_TIMEOUT_MS = 500;

const retryStrategy = (times: number): number => Math.min(times * 100, 2_000);

/** After a failover the old master answers READONLY: only a new connection finds the new one. */
const reconnectOnError = (error: Error): boolean => error.message.startsWith('READONLY');

/** Chooses by the kind of connection, so that both backends can live in one process (tests). */
const backendByConnection: BackendFactory = (name, options, extra) =>
  isPgPool(options.connection)
    ? createPostgresBackend(name, { ...options, connection: options.connection }, extra)
    : createRedisBackend(name, options, extra);

/**
 * Where the queues live: Redis or a Redis Cluster when there is one, else tables of the schema `bullmq`
 * in PostgreSQL. Connections are made on first use, so a process starts while Redis is away.
 */
@Injectable()
export class QueueBackend implements OnApplicationShutdown {
  readonly kind: 'redis' | 'postgres';
  private readonly logger = new Logger(QueueBackend.name);
  private pool: pg.Pool | null = null;
  private readonly place: RedisPlace | null;
  private consumer: Redis | Cluster | null = null;
  private producer: Redis | Cluster | null = null;
  /** The first connection of the producer, shared by all who ask for it at the start. */
  private connecting: Promise<void> = Promise.resolve();

  constructor(
    @Inject(ENV) private readonly env: Env,
    @Inject(WORKER_COUNT) private readonly workers: number,
  ) {
    this.place = queueRedisOf(env);
    this.kind = this.place === null ? 'postgres' : 'redis';
    setDefaultBackendFactory(backendByConnection);
  }

  /**
   * Key prefix of a queue. Each queue has a hash tag of its own, so that in a cluster the queues
   * spread over the masters while the keys of one queue stay together.
   */
  prefixOf(queue: string): string {
    const base = this.env.QUEUE_PREFIX.replaceAll(/[{}]/g, '');
    return `{${base}:${queue}}`;
  }

  /**
   * What becomes of completed jobs. The outbox row is the record, so they are kept only to be seen
   * in the board; in PostgreSQL not at all, for pruning them there takes half of the speed.
   */
  get keepCompleted(): Pick<JobsOptions, 'removeOnComplete'> {
    return { removeOnComplete: this.kind === 'postgres' ? true : { age: 3600, count: 1000 } };
  }

  /** Connection of workers: waits for a Redis that is away for as long as it takes. */
  workerConnection(): ConnectionOptions {
    return this.kind === 'postgres' ? this.postgres() : this.redisConsumer();
  }

  /**
   * Connection of producers: answers or fails within half a second.
   *
   * @throws Error when Redis cannot be reached now
   */
  async producerConnection(): Promise<ConnectionOptions> {
    if (this.kind === 'postgres') return this.postgres();
    const redis = this.redisProducer();
    // Only the first connection is waited for: ioredis makes the later ones in the background.
    if (redis.status === 'wait') {
      const connecting = redis.connect().catch(() => undefined);
      // A cluster without a majority neither lets in nor refuses.
      const late = sleep(PRODUCER_TIMEOUT_MS, undefined, { ref: false });
      this.connecting = Promise.race([connecting, late]);
    }
    await this.connecting;
    if (redis.status !== 'ready') throw new Error(`Redis cannot be reached (${redis.status})`);
    return redis;
  }

  /** Whether jobs can be added now; never throws and never waits longer than a producer may. */
  async isUp(): Promise<boolean> {
    if (this.kind === 'postgres') return true;
    try {
      await this.producerConnection();
      return true;
    } catch {
      return false;
    }
  }

  /** Why the workers of this process cannot get jobs now; empty when they can. */
  faults(): string[] {
    if (this.consumer === null || this.consumer.status === 'ready') return [];
    return [`Redis cannot be reached (${this.consumer.status})`];
  }

  /**
   * Calls back with the eviction policy each time the workers' Redis has become ready. Redis throws
   * jobs away under every policy but `noeviction`.
   */
  onRedisReady(check: (policy: string) => void): void {
    if (this.kind === 'postgres') return;
    const redis = this.redisConsumer();
    const look = (): void => {
      redis.info('memory').then(
        (info) => {
          check(/^maxmemory_policy:(\S+)/m.exec(info)?.[1] ?? 'unknown');
        },
        (error: unknown) => {
          this.logger.debug(`cannot read the eviction policy: ${String(error)}`);
        },
      );
    };
    redis.on('ready', look);
    if (redis.status === 'ready') look();
  }

  /**
   * Guards a silent trap: each worker keeps one connection of the pool for LISTEN, and with too few
   * of them no job ever runs and no error is seen.
   *
   * @throws Error when the pool is too small for the workers of this process
   */
  assertPoolFits(workers: number): void {
    if (this.kind === 'redis') return;
    const { max } = this.postgres().options;
    const needed = workers + NEEDED_CONNECTIONS;
    if (max < needed) {
      throw new Error(
        `The queue pool has ${max} connections, ${workers} workers need at least ${needed}.`,
      );
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.consumer?.disconnect();
    this.producer?.disconnect();
    await this.pool?.end();
  }

  private postgres(): pg.Pool {
    if (this.pool !== null) return this.pool;
    const pool = new pg.Pool({
      // Its workers listen, and name a schema at the start: neither passes a pooler.
      connectionString: queueDatabaseUrl(this.env.DATABASE_LISTEN_URL ?? this.env.DATABASE_URL),
      application_name: 'eshop-queue',
      max: this.workers + GIVEN_CONNECTIONS,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 60_000,
      keepAlive: true,
    });
    // Every queue and worker adds a listener of its own.
    pool.setMaxListeners(100);
    pool.on('error', (error) => {
      this.logger.warn(`queue connection lost: ${error.message}`);
    });
    this.pool = pool;
    return pool;
  }

  private redisConsumer(): Redis | Cluster {
    this.consumer ??= this.redis('worker', { maxRetriesPerRequest: null });
    return this.consumer;
  }

  private redisProducer(): Redis | Cluster {
    this.producer ??= this.redis('producer', {
      lazyConnect: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      commandTimeout: PRODUCER_TIMEOUT_MS,
      connectTimeout: PRODUCER_TIMEOUT_MS,
    });
    return this.producer;
  }

  private redis(role: string, options: Omit<OpenRedisOptions, 'retryStrategy'>): Redis | Cluster {
    if (this.place === null) throw new Error('The queues of this process are not in Redis');
    const redis = openRedis(this.place, {
      ...options,
      connectionName: `eshop-${role}`,
      retryStrategy,
      reconnectOnError,
    });
    redis.setMaxListeners(100);
    let away = false;
    redis.on('error', (error: Error) => {
      if (!away) this.logger.warn(`Redis is away (${role}): ${error.message}`);
      away = true;
    });
    redis.on('ready', () => {
      if (away) this.logger.log(`Redis is back (${role})`);
      away = false;
    });
    return redis;
  }
}
