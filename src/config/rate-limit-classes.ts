import { z } from 'zod';

/** How many requests in how many seconds. */
export interface RateLimit {
  readonly points: number;
  readonly seconds: number;
  /**
   * By `address`: counted before the body is read, an IPv6 caller by his /64. By `caller`: counted
   * when he is known, by his account, else his API key, else his address.
   */
  readonly by: 'address' | 'caller';
}

const MINUTE = 60;
const HOUR = 3_600;

/**
 * Classes of routes and what one address or caller may do in each. An office or a campus is one
 * address: what counts by address takes a burst of many people and stops the thousands of a script.
 */
export const RATE_LIMIT_DEFAULTS = {
  /** Every route without a class of its own, by who calls. */
  anonymous: { by: 'address', points: 600, seconds: MINUTE },
  user: { by: 'caller', points: 600, seconds: MINUTE },
  staff: { by: 'caller', points: 1_200, seconds: MINUTE },
  machine: { by: 'caller', points: 1_200, seconds: MINUTE },
  /** Tokens and keys that were refused: a stolen list being tried out. */
  refused: { by: 'address', points: 300, seconds: MINUTE },
  login: { by: 'address', points: 60, seconds: 5 * MINUTE },
  register: { by: 'address', points: 30, seconds: HOUR },
  /** Whatever makes the shop send a mail or a text message. */
  mail: { by: 'address', points: 20, seconds: HOUR },
  /** Trying out codes: e-mail, reset, phone, second factor. */
  code: { by: 'address', points: 30, seconds: 10 * MINUTE },
  refresh: { by: 'address', points: 120, seconds: MINUTE },
  /** Routes that compute a password hash for somebody who is logged in. */
  password: { by: 'caller', points: 10, seconds: 10 * MINUTE },
  coupon: { by: 'caller', points: 10, seconds: 10 * MINUTE },
  'coupon-address': { by: 'address', points: 30, seconds: 10 * MINUTE },
  /** Quotes may try codes out as well. */
  quote: { by: 'caller', points: 60, seconds: MINUTE },
  checkout: { by: 'caller', points: 10, seconds: MINUTE },
  'checkout-address': { by: 'address', points: 60, seconds: MINUTE },
  /** Finding a guest's order by number and address. */
  lookup: { by: 'address', points: 20, seconds: 10 * MINUTE },
  export: { by: 'caller', points: 5, seconds: HOUR },
  /** Whatever opens with a secret in its address: shared lists. */
  'secret-link': { by: 'address', points: 60, seconds: MINUTE },
} as const satisfies Record<string, RateLimit>;

export type RateLimitClass = keyof typeof RATE_LIMIT_DEFAULTS;

/** The limits in force; null when they are switched off. */
export type RateLimitTable = Readonly<Record<RateLimitClass, RateLimit>> | null;

const MAX_SECONDS = 86_400;
const MAX_POINTS = 100_000_000;
const FORM = 'must be off or a list such as x20,login=10/60 (requests / seconds)';

/**
 * `off`, or a list merged over the defaults: `class=requests/seconds` sets one class, `xN`
 * multiplies what one may do in all others.
 */
export function rateLimits() {
  return z.string().transform((text, check): RateLimitTable => {
    if (text.toLowerCase() === 'off') return null;
    const parsed = parse(text);
    if (typeof parsed !== 'string') return parsed;
    check.addIssue({ code: 'custom', message: parsed });
    return z.NEVER;
  });
}

function parse(text: string): Readonly<Record<RateLimitClass, RateLimit>> | string {
  const own = new Map<string, RateLimit>();
  let factor = 1;
  for (const part of text.split(',').map((item) => item.trim())) {
    if (part === '') continue;
    const times = /^x(\d{1,6})$/.exec(part);
    if (times) {
      factor = Number(times[1]);
      continue;
    }
    const [, name = '', points = '', seconds = ''] =
      /^([a-z-]{1,30})=(\d{1,9})\/(\d{1,5})$/.exec(part) ?? [];
    if (!isClass(name)) return name === '' ? FORM : `knows no class of that name: ${FORM}`;
    own.set(name, {
      ...RATE_LIMIT_DEFAULTS[name],
      points: Number(points),
      seconds: Number(seconds),
    });
  }
  const limits = Object.entries(RATE_LIMIT_DEFAULTS).map(([name, limit]) => {
    return [name, own.get(name) ?? { ...limit, points: limit.points * factor }] as const;
  });
  const usable = limits.every(([, { points, seconds }]) => {
    return points >= 1 && points <= MAX_POINTS && seconds >= 1 && seconds <= MAX_SECONDS;
  });
  if (!usable) return `must allow at least one request in 1 to ${MAX_SECONDS} seconds`;
  return Object.fromEntries(limits) as Record<RateLimitClass, RateLimit>;
}

function isClass(name: string): name is RateLimitClass {
  return Object.hasOwn(RATE_LIMIT_DEFAULTS, name);
}
