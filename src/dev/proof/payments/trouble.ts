import { setTimeout as sleep } from 'node:timers/promises';
import IORedis from 'ioredis';
import type { StoppableRedis } from '../proof-rig.js';
import type { ShopUnderTest } from '../shop-under-test.js';

const BETWEEN_KILLS_MS = 1_500;
const BETWEEN_TURNS_MS = 5_000;
/** What happens to Redis, in turns: it forgets, or does not answer for a while, or is not there at all. */
const TURNS = ['flush', 'pause', 'flush', 'stop'] as const;
const PAUSE_MS = 3_000;
const AWAY_MS = 4_000;

/** What has happened. */
export interface Met {
  readonly kills: number;
  readonly flushes: number;
  readonly pauses: number;
  readonly stops: number;
}

/**
 * Kills the second API, a worker, the first API and the other worker of a shop in turns and starts each again, while its
 * Redis is emptied every five seconds, or stays silent for three, or its process is ended and started
 * again four seconds later.
 */
export class Trouble {
  private kills = 0;
  private flushes = 0;
  private pauses = 0;
  private stops = 0;
  private isOver = false;
  private readonly running: Promise<unknown>;
  /** Null while it is being started again. */
  private otherApi: string | null;

  private constructor(
    private readonly shop: ShopUnderTest,
    private readonly queues: readonly string[],
    redis: StoppableRedis | null,
    otherApi: string,
  ) {
    this.otherApi = otherApi;
    const all = [this.kill(), ...(redis === null ? [] : [this.trouble(redis)])];
    this.running = Promise.all(all);
    this.running.catch(() => undefined);
  }

  /** Starts a second API and two workers beside the first API, and begins. */
  static async begin(
    shop: ShopUnderTest,
    queues: readonly string[],
    redis: StoppableRedis | null,
  ): Promise<Trouble> {
    const otherApi = await shop.startOtherApi();
    for (let n = 0; n < 2; n += 1) await shop.startWorker(...queues);
    return new Trouble(shop, queues, redis, otherApi);
  }

  /** Addresses at which an API should be. */
  get apis(): readonly string[] {
    return this.otherApi === null ? [this.shop.url] : [this.shop.url, this.otherApi];
  }

  /** Everything runs again afterwards. */
  async end(): Promise<Met> {
    this.isOver = true;
    await this.running;
    const { kills, flushes, pauses, stops } = this;
    return { kills, flushes, pauses, stops };
  }

  private async kill(): Promise<void> {
    const turns = [
      () => this.killOtherApi(),
      () => this.killWorker(),
      () => this.killApi(),
      () => this.killWorker(),
    ];
    for (let turn = 0; !this.isOver; turn += 1) {
      await sleep(BETWEEN_KILLS_MS);
      await turns[turn % turns.length]?.();
      this.kills += 1;
    }
  }

  private async killApi(): Promise<void> {
    await this.shop.api?.killHard();
    await this.shop.startApi();
  }

  private async killOtherApi(): Promise<void> {
    await this.shop.otherApis.at(-1)?.killHard();
    this.otherApi = null;
    this.otherApi = await this.shop.startOtherApi();
  }

  /** The one that has run longest. */
  private async killWorker(): Promise<void> {
    await this.shop.workers.find(({ isRunning }) => isRunning)?.killHard();
    await this.shop.startWorker(...this.queues);
  }

  private async trouble(server: StoppableRedis): Promise<void> {
    const redis = new IORedis.Redis(server.url);
    redis.on('error', () => undefined);
    try {
      for (let turn = 0; !this.isOver; turn += 1) {
        await sleep(BETWEEN_TURNS_MS);
        const what = TURNS[turn % TURNS.length];
        if (what === 'stop' && server.restart !== undefined) {
          await this.stopFor(server, server.restart);
        } else if (what === 'pause') {
          await redis.client('PAUSE', PAUSE_MS, 'ALL');
          this.pauses += 1;
        } else {
          await redis.flushall();
          this.flushes += 1;
        }
      }
    } finally {
      redis.disconnect();
    }
  }

  private async stopFor(server: StoppableRedis, restart: () => Promise<void>): Promise<void> {
    await server.stop();
    try {
      await sleep(AWAY_MS);
    } finally {
      await restart();
    }
    this.stops += 1;
  }
}
