import bcrypt from 'bcrypt';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useApi } from '../setup/test-api.js';

describe('Known and unknown addresses', () => {
  const t = useApi();
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const cases: Record<string, (email: string) => { path: string; body: object; hashes: number }> = {
    register: (email) => ({
      path: 'register',
      body: {
        email,
        password: 'violet harbour 42',
        firstName: 'A',
        lastName: 'B',
        phoneNumber: '+12025550100',
      },
      hashes: 1,
    }),
    login: (login) => ({ path: 'login', body: { login, password: 'wrong' }, hashes: 1 }),
    'forgot-password': (email) => ({ path: 'forgot-password', body: { email }, hashes: 0 }),
    'resend-verification': (email) => ({ path: 'resend-verification', body: { email }, hashes: 0 }),
    'verify-email': (email) => ({
      path: 'verify-email',
      body: { email, code: '0'.repeat(32) },
      hashes: 0,
    }),
    'reset-password': (email) => ({
      path: 'reset-password',
      body: { email, code: '0'.repeat(32), password: 'violet harbour 43' },
      hashes: 1,
    }),
  };

  it.each(Object.keys(cases))(
    '%s: same status, words, headers and number of hashes',
    async (name) => {
      const people = [
        (await t.given.customer()).email,
        (await t.given.customer({ verified: false })).email,
        (await t.given.customer({ locked: true })).email,
        `nobody-${name}@example.com`,
      ];
      const seen = [];
      for (const email of people) {
        const compare = vi.spyOn(bcrypt, 'compare');
        const hash = vi.spyOn(bcrypt, 'hash');
        const { path, body, hashes } = cases[name]?.(email) ?? { path: '', body: {}, hashes: -1 };
        const answer = await t.http<{ requestId?: string }>('POST', `/api/v1/auth/${path}`, {
          body,
        });
        expect(compare.mock.calls.length + hash.mock.calls.length, email).toBe(hashes);
        vi.restoreAllMocks();
        const text = answer.text.replace(answer.body?.requestId ?? '-', 'id');
        const headers = [...answer.headers.keys()].sort().join();
        seen.push({ status: answer.status, text, headers });
      }
      expect(new Set(seen.map((one) => JSON.stringify(one))).size).toBe(1);
    },
  );

  it('a password of ten kilobytes is refused in no time, without a hash', async () => {
    const user = await t.given.customer();
    const compare = vi.spyOn(bcrypt, 'compare');
    const hash = vi.spyOn(bcrypt, 'hash');
    const password = 'x'.repeat(10_240);
    const person = { firstName: 'A', lastName: 'B', phoneNumber: '+12025550100' };
    const calls: [method: string, path: string, body: object][] = [
      ['POST', '/auth/login', { login: user.email, password }],
      ['POST', '/auth/register', { ...person, email: 'a@example.com', password }],
      ['POST', '/auth/reset-password', { email: user.email, code: 'x', password }],
      ['PUT', '/me/password', { currentPassword: 'x', newPassword: password }],
      ['PUT', '/me/password', { currentPassword: password, newPassword: 'violet harbour 43' }],
      ['PUT', '/me/email', { currentPassword: password, email: 'a@example.com' }],
      ['DELETE', '/me', { currentPassword: password }],
    ];
    for (const [method, path, body] of calls) {
      const answer = await t.http(method, `/api/v1${path}`, { token: user.token, body });
      expect(answer.status, path).toBe(400);
    }
    expect([compare.mock.calls.length, hash.mock.calls.length]).toEqual([0, 0]);
  });

  it('passwords of 8 to 128 characters of any kind are taken as they are', async () => {
    const register = (password: string, index: number) =>
      t.http('POST', '/api/v1/auth/register', {
        body: {
          email: `length-${index}@example.com`,
          username: `length-${index}`,
          password,
          firstName: 'A',
          lastName: 'B',
          phoneNumber: '+12025550100',
        },
      });
    const passwords = ['x7!qkz2p', `  ${'z9'.repeat(61)}  `, 'пароль-с-морем', '🐙'.repeat(64)];
    for (const [index, password] of passwords.entries()) {
      expect((await register(password, index)).status, password).toBe(202);
      await t.owner.query('UPDATE users SET verified_email = true WHERE username = $1', [
        `length-${index}`,
      ]);
      const logIn = async (given: string): Promise<number> => {
        const body = { login: `length-${index}`, password: given };
        return (await t.http('POST', '/api/v1/auth/login', { body })).status;
      };
      expect(await logIn(password)).toBe(200);
      expect(await logIn(password.trim().slice(0, -1))).toBe(401);
    }
    expect((await register('x7!qkz2', 90)).status).toBe(400);
    expect((await register('z9'.repeat(64) + 'z', 91)).status).toBe(400);
  });
});
