import { describe, expect, it } from 'vitest';
import { loadEnv } from './env.js';
import { RATE_LIMIT_DEFAULTS } from './rate-limit-classes.js';

const DATABASE_URL = 'postgres://shop:pw@127.0.0.1:5432/eshop';
const limits = (RATE_LIMITS: string) => loadEnv({ DATABASE_URL, RATE_LIMITS }).RATE_LIMITS;

describe('RATE_LIMITS', () => {
  it('is off, or the defaults with what differs', () => {
    expect(limits('off')).toBeNull();
    expect(limits('x1')).toEqual(RATE_LIMIT_DEFAULTS);
    expect(limits(' login=10/60 , x3 ')).toEqual({
      ...Object.fromEntries(
        Object.entries(RATE_LIMIT_DEFAULTS).map(([name, limit]) => [
          name,
          { ...limit, points: limit.points * 3 },
        ]),
      ),
      login: { by: 'address', points: 10, seconds: 60 },
    });
  });

  it('is out of the way in development', () => {
    expect(loadEnv({ DATABASE_URL }).RATE_LIMITS?.login.points).toBe(60_000);
  });

  it.each(['login', 'login=10', 'login=0/60', 'login=5/0', 'logins=5/60', 'x0', '5/60', 'on'])(
    'refuses %s by name',
    (text) => {
      expect(() => limits(text)).toThrow(/RATE_LIMITS /);
    },
  );
});
