import type { RateLimit } from '../config/rate-limit-classes.js';
import type { Counter } from './counter.js';
import { RecentMap } from './recent-map.js';

/** Callers that one process keeps in mind per class. */
const CAPACITY = 20_000;
/** Limits from this size on are counted in portions. */
const LARGE = 200;
const PORTIONS = 50;
const LARGEST_PORTION = 100;

/** What a limit says about one request. */
export interface Verdict {
  readonly name: string;
  readonly limit: RateLimit;
  readonly allowed: boolean;
  readonly remaining: number;
  /** Milliseconds until the window closes. */
  readonly msBeforeNext: number;
}

interface Local {
  /** Requests that the counter has not been told of. */
  untold: number;
  /** What the counter said last. */
  remaining: number;
  closesAt: number;
}

/**
 * One class of routes. A caller that is over his limit is refused from memory until his window
 * closes and costs no call. A large limit is told to the counter in portions of a fiftieth, so
 * that most requests cost none either; several processes together may pass it by a portion each.
 */
export class Bucket {
  private readonly callers = new RecentMap<Local>(CAPACITY);
  private readonly portion: number;

  constructor(
    readonly name: string,
    readonly limit: RateLimit,
    private readonly counter: Counter,
  ) {
    const { points } = limit;
    this.portion = points < LARGE ? 1 : Math.min(Math.floor(points / PORTIONS), LARGEST_PORTION);
  }

  /** Counts one request. */
  async take(key: string): Promise<Verdict> {
    const local = this.localOf(key);
    const left = local.remaining - local.untold;
    if (left <= 0) return this.verdict(local, false);
    local.untold += 1;
    // Near the end of a limit each request is told, so that the limit holds to the request.
    const portion = left > 2 * this.portion ? this.portion : 1;
    if (local.untold < portion) return this.verdict(local, true);
    return this.verdict(local, await this.tell(key, local));
  }

  /**
   * {@link take} without waiting for the counter, which is told in the background.
   *
   * @returns null near the end of a limit, where each request waits; it is not counted then
   */
  takeAtOnce(key: string): Verdict | null {
    const local = this.localOf(key);
    if (local.remaining - local.untold <= 2 * this.portion) return null;
    local.untold += 1;
    const verdict = this.verdict(local, true);
    if (local.untold >= this.portion) void this.tell(key, local);
    return verdict;
  }

  /** Tells the counter what it does not know yet; whether the limit allows it. */
  private async tell(key: string, local: Local): Promise<boolean> {
    const points = local.untold;
    local.untold = 0;
    // Until the counter answers.
    local.remaining -= points;
    const count = await this.counter.add(key, points);
    local.remaining = count.remaining;
    local.closesAt = Date.now() + count.msBeforeNext;
    return !count.exceeded;
  }

  /** What {@link take} would say, by what this process knows, without counting. */
  peek(key: string): Verdict {
    const local = this.localOf(key);
    return this.verdict(local, local.remaining - local.untold > 0);
  }

  private localOf(key: string): Local {
    const now = Date.now();
    const known = this.callers.get(key);
    if (known && known.closesAt > now) return known;
    const { points, seconds } = this.limit;
    const fresh = { untold: 0, remaining: points, closesAt: now + seconds * 1_000 };
    this.callers.set(key, fresh);
    return fresh;
  }

  private verdict({ remaining, untold, closesAt }: Local, allowed: boolean): Verdict {
    return {
      name: this.name,
      limit: this.limit,
      allowed,
      remaining: Math.max(remaining - untold, 0),
      msBeforeNext: Math.max(closesAt - Date.now(), 0),
    };
  }
}
