import bcrypt from 'bcrypt';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type GivenUser, TEST_PASSWORD } from '../setup/given/users.js';
import { type ApiContext, useApi } from '../setup/test-api.js';

const ODD = [
  'unknown',
  'fe80::1%eth0',
  '_hidden',
  '127.0.0.1',
  '::1',
  '::ffff:10.0.0.1',
  '10.0.0.1',
  '"[2001:db8::1]:8080"',
  '1.2.3',
  '0x7f.1',
  '999.999.999.999',
  '',
  ' ',
  ',',
  ',,,,',
  "1.1.1.1'; DROP TABLE users; --",
  'a'.repeat(4_000),
  Array.from({ length: 1_000 }, () => '8.8.8.8').join(','),
  Array.from({ length: 1_000 }, () => '10.0.0.1').join(', '),
];

// The address is the matter here, not the password: a hash takes a fifth of a second.
beforeEach(() => {
  vi.spyOn(bcrypt, 'compare').mockResolvedValue(true as never);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Logs in with the header and says what the session has kept. */
function addressOf(t: ApiContext) {
  return async (user: GivenUser, forwarded: string | null): Promise<string> => {
    const answer = await t.http<{ sessionId: string }>('POST', '/api/v1/auth/login', {
      body: { login: user.email, password: TEST_PASSWORD },
      headers: {
        ...(forwarded === null ? {} : { 'x-forwarded-for': forwarded }),
        // Nobody believes these.
        'x-real-ip': '6.6.6.6',
        'cf-connecting-ip': '6.6.6.6',
        'true-client-ip': '6.6.6.6',
        forwarded: 'for=6.6.6.6',
        'x-client-ip': '6.6.6.6',
      },
    });
    expect(answer.status, forwarded?.slice(0, 60)).toBe(200);
    const { rows } = await t.owner.query<{ ip: string }>(
      'SELECT host(client_ip) AS ip FROM user_sessions WHERE id = $1',
      [answer.body.sessionId],
    );
    return rows[0]?.ip ?? '';
  };
}

describe('The address of the caller: no proxy', () => {
  const t = useApi();

  it('is the one of the connection, whatever the headers say', async () => {
    const user = await t.given.customer();
    const seen = new Set<string>();
    for (const header of [null, '1.2.3.4', '1.2.3.4, 5.6.7.8', ...ODD]) {
      seen.add(await addressOf(t)(user, header));
    }
    expect(seen).toEqual(new Set(['127.0.0.1']));
  });
});

describe('The address of the caller: one proxy', () => {
  const t = useApi({ env: { TRUSTED_PROXIES: '127.0.0.1/32' } });

  it('is the last entry, which the proxy wrote; what the caller wrote before it counts for nothing', async () => {
    const user = await t.given.customer();
    const address = addressOf(t);
    expect(await address(user, '203.0.113.7')).toBe('203.0.113.7');
    for (const forged of ['1.2.3.4', '127.0.0.1', '1.2.3.4, 127.0.0.1', ...ODD]) {
      expect(await address(user, `${forged}, 203.0.113.7`), forged.slice(0, 60)).toBe(
        '203.0.113.7',
      );
    }
    expect(await address(user, '2001:DB8::7')).toBe('2001:db8::7');
    expect(await address(user, '::ffff:203.0.113.7')).toBe('203.0.113.7');
    expect(await address(user, '203.0.113.7:55555')).toBe('203.0.113.7');
    expect(await address(user, null)).toBe('127.0.0.1');
  });

  it('a proxy that writes nonsense stops nobody', async () => {
    const user = await t.given.customer();
    for (const odd of ODD) expect(await addressOf(t)(user, odd)).toMatch(/^[0-9a-f.:]+$/);
  });

  it('ten callers are ten to the limits, and a forged header makes no eleventh', async () => {
    const user = await t.given.customer();
    vi.spyOn(bcrypt, 'compare').mockResolvedValue(false as never);
    const guess = (header: string) =>
      t.http('POST', '/api/v1/auth/login', {
        body: { login: user.username, password: 'x' },
        headers: { 'x-forwarded-for': header },
      });
    const codes = new Set<unknown>();
    for (let forged = 0; forged < 13; forged += 1) {
      codes.add((await guess(`1.2.3.${forged}, 203.0.113.66`)).body['code']);
    }
    expect(codes).toEqual(new Set(['auth.invalid_credentials', 'auth.too_many_attempts']));
    const others = await Promise.all(
      Array.from({ length: 10 }, (_, index) => guess(`203.0.113.${100 + index}`)),
    );
    const seen = new Set(others.map(({ body }) => body['code']));
    expect(seen).toEqual(new Set(['auth.invalid_credentials']));
  });
});

describe('The address of the caller: two proxies', () => {
  const t = useApi({ env: { TRUSTED_PROXIES: '127.0.0.1/32,10.0.0.0/8,fd00::/8' } });

  it('is the last entry that is not a proxy of ours', async () => {
    const user = await t.given.customer();
    const address = addressOf(t);
    expect(await address(user, '203.0.113.7, 10.1.2.3')).toBe('203.0.113.7');
    expect(await address(user, '203.0.113.7, fd00::3')).toBe('203.0.113.7');
    for (const forged of ['1.2.3.4', '10.9.9.9', ...ODD]) {
      const header = `${forged}, 203.0.113.7, 10.1.2.3`;
      expect(await address(user, header), forged.slice(0, 60)).toBe('203.0.113.7');
    }
    // Somebody inside who comes past the outer proxy is who he is.
    expect(await address(user, '10.1.2.3')).toBe('10.1.2.3');
    expect(await address(user, '203.0.113.7, 198.51.100.1')).toBe('198.51.100.1');
  });
});
