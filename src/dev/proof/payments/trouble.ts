import { setTimeout as sleep } from 'node:timers/promises';
import IORedis from 'ioredis';
import type { ShopUnderTest } from '../shop-under-test.js';

const BETWEEN_KILLS_MS = 1_500;
const FLUSH_MS = 5_000;
/** Every third time Redis does not answer for a while instead of forgetting. */
const PAUSE_EVERY = 3;
const PAUSE_MS = 3_000;

/** What has happened. */
export interface Met {
  readonly kills: number;
  readonly flushes: number;
  readonly pauses: number;
}

/**
 * Kills the second API, a worker, the first API and the other worker of a shop in turns and starts each again, while its
 * Redis is emptied every five seconds, or stays silent for three.
 */
export class Trouble {
  private kills = 0;
  private flushes = 0;
  private pauses = 0;
  private isOver = false;
  private readonly running: Promise<unknown>;
  /** Null while it is being started again. */
  private otherApi: string | null;

  private constructor(
    private readonly shop: ShopUnderTest,
    private readonly queues: readonly string[],
    redisUrl: string | null,
    otherApi: string,
  ) {
    this.otherApi = otherApi;
    const all = [this.kill(), ...(redisUrl === null ? [] : [this.flush(redisUrl)])];
    this.running = Promise.all(all);
    this.running.catch(() => undefined);
  }

  /** Starts a second API and two workers beside the first API, and begins. */
  static async begin(
    shop: ShopUnderTest,
    queues: readonly string[],
    redisUrl: string | null,
  ): Promise<Trouble> {
    const otherApi = await shop.startOtherApi();
    for (let n = 0; n < 2; n += 1) await shop.startWorker(...queues);
    return new Trouble(shop, queues, redisUrl, otherApi);
  }

  /** Addresses at which an API should be. */
  get apis(): readonly string[] {
    return this.otherApi === null ? [this.shop.url] : [this.shop.url, this.otherApi];
  }

  /** Everything runs again afterwards. */
  async end(): Promise<Met> {
    this.isOver = true;
    await this.running;
    return { kills: this.kills, flushes: this.flushes, pauses: this.pauses };
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

  private async flush(url: string): Promise<void> {
    const redis = new IORedis.Redis(url);
    redis.on('error', () => undefined);
    try {
      for (let turn = 1; !this.isOver; turn += 1) {
        await sleep(FLUSH_MS);
        if (turn % PAUSE_EVERY === 0) {
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
}
