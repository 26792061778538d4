import type { Count, Counter, Limit } from './counter.js';
import { RecentMap } from './recent-map.js';

/** Windows that one process keeps per limit; the one unused for longest goes first. */
const CAPACITY = 20_000;

interface Window {
  consumed: number;
  closesAt: number;
}

/** Counts in this process alone. Bounded and without timers, unlike the library's. */
export class MemoryCounter implements Counter {
  private readonly windows: RecentMap<Window>;

  constructor(
    private readonly limit: Limit,
    capacity = CAPACITY,
  ) {
    this.windows = new RecentMap(capacity);
  }

  /** How many keys are remembered. */
  get size(): number {
    return this.windows.size;
  }

  add(key: string, points = 1, seconds = this.limit.seconds): Promise<Count> {
    const now = Date.now();
    const window = this.open(key, now) ?? { consumed: 0, closesAt: now + seconds * 1_000 };
    window.consumed += points;
    this.windows.set(key, window);
    return Promise.resolve(this.describe(window, now));
  }

  get(key: string): Promise<Count | null> {
    const now = Date.now();
    const window = this.open(key, now);
    return Promise.resolve(window ? this.describe(window, now) : null);
  }

  /** Takes over what another store has counted, so that counting can go on from there. */
  learn(key: string, { consumed, msBeforeNext }: Count): void {
    const now = Date.now();
    const known = this.open(key, now)?.consumed ?? 0;
    this.windows.set(key, { consumed: Math.max(known, consumed), closesAt: now + msBeforeNext });
  }

  delete(key: string): Promise<void> {
    this.windows.delete(key);
    return Promise.resolve();
  }

  private open(key: string, now: number): Window | undefined {
    const window = this.windows.get(key);
    return window && window.closesAt > now ? window : undefined;
  }

  private describe({ consumed, closesAt }: Window, now: number): Count {
    return describeCount(this.limit, consumed, closesAt - now);
  }
}

/** A count as every store tells it. */
export function describeCount(limit: Limit, consumed: number, msBeforeNext: number): Count {
  return {
    consumed,
    remaining: Math.max(limit.points - consumed, 0),
    exceeded: consumed > limit.points,
    msBeforeNext: Math.max(msBeforeNext, 0),
  };
}
