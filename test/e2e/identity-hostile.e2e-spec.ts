import bcrypt from 'bcrypt';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useApi } from '../setup/test-api.js';

const HOSTILE: unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  '😀'.repeat(300),
  '١٢٣',
  "' OR 1=1 --",
  '{{7*7}}',
  '%00',
  '../../etc/passwd',
  'x'.repeat(10_000),
  'a@'.repeat(5_000),
  `${'a.'.repeat(4_000)}@x.y`,
  [],
  ['a'],
  {},
  { a: 1 },
  { toString: 1 },
  { length: 5 },
  { $ne: null },
  { constructor: { prototype: {} } },
];

const ROUTES: { method: string; path: string; fields: Record<string, unknown> }[] = [
  {
    method: 'POST',
    path: '/auth/register',
    fields: {
      email: 'x@example.com',
      password: 'violet harbour 42',
      username: 'hostile',
      firstName: 'A',
      lastName: 'B',
      phoneNumber: '+12025550100',
    },
  },
  {
    method: 'POST',
    path: '/auth/verify-email',
    fields: { email: 'x@example.com', code: '0'.repeat(32) },
  },
  { method: 'POST', path: '/auth/resend-verification', fields: { email: 'x@example.com' } },
  { method: 'POST', path: '/auth/forgot-password', fields: { email: 'x@example.com' } },
  {
    method: 'POST',
    path: '/auth/reset-password',
    fields: { email: 'x@example.com', code: 'x', password: 'password1' },
  },
  { method: 'POST', path: '/auth/login', fields: { login: 'nobody', password: 'x' } },
  { method: 'POST', path: '/auth/refresh', fields: { refreshToken: 'x' } },
  {
    method: 'PATCH',
    path: '/me',
    fields: { firstName: 'A', lastName: 'B', phoneNumber: '+12025550100' },
  },
  { method: 'POST', path: '/auth/logout', fields: { refreshToken: 'x' } },
  {
    method: 'PUT',
    path: '/me/password',
    fields: { currentPassword: 'x', newPassword: 'violet harbour 42', endOtherSessions: true },
  },
  { method: 'PUT', path: '/me/email', fields: { currentPassword: 'x', email: 'x@example.com' } },
  { method: 'POST', path: '/me/email/confirm', fields: { code: '0'.repeat(32) } },
  {
    method: 'PUT',
    path: '/me/phone',
    fields: { currentPassword: 'x', phoneNumber: '+12025550100' },
  },
  { method: 'POST', path: '/me/phone/verify', fields: { code: '000000' } },
  { method: 'DELETE', path: '/me', fields: { currentPassword: 'x' } },
];

describe('Hostile input to the account routes', () => {
  const t = useApi();

  afterEach(() => {
    vi.restoreAllMocks();
  });

  it.each(ROUTES)('$method $path never answers 500, always a problem', async (route) => {
    const user = await t.given.customer();
    const { method, path, fields } = route;
    // Hundreds of hashes of a fifth of a second each would prove nothing here.
    vi.spyOn(bcrypt, 'hash').mockResolvedValue('never' as never);
    vi.spyOn(bcrypt, 'compare').mockResolvedValue(false as never);
    for (const name of Object.keys(fields)) {
      for (const value of HOSTILE) {
        const body = { ...fields, [name]: value };
        const answer = await t.http(method, `/api/v1${path}`, { body, token: user.token });
        const what = `${name} = ${JSON.stringify(value).slice(0, 60)} gives ${answer.text}`;
        expect(answer.status, what).toBeLessThan(500);
        if (answer.status < 400) continue;
        expect(answer.headers.get('content-type'), what).toContain('application/problem+json');
      }
    }
  });

  it('refuses bodies that are none', async () => {
    const bodies = ['', 'null', '[]', '"x"', '{', '{"a":1', '\0', '{"__proto__":{"a":1}}'];
    for (const body of bodies) {
      for (const { path } of ROUTES.filter(({ method }) => method === 'POST')) {
        const headers = { 'content-type': 'application/json' };
        const answer = await t.http('POST', `/api/v1${path}`, { body, headers });
        expect(answer.status, `${path} ${body}: ${answer.text}`).toBeGreaterThanOrEqual(400);
        expect(answer.status, `${path} ${body}: ${answer.text}`).toBeLessThan(500);
      }
    }
  });

  it('registration and profile take no column that is not theirs, in either spelling', async () => {
    const { rows } = await t.owner.query<{ column_name: string }>(
      `SELECT column_name FROM information_schema.columns WHERE table_name = 'users'`,
    );
    const own = ['email', 'username', 'password', 'firstName', 'lastName', 'phoneNumber'];
    const camel = (name: string) =>
      name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const names = rows
      .flatMap(({ column_name: name }) => [name, camel(name)])
      .concat('role', 'roleCode', 'isAdmin', '__proto__')
      .filter((name) => !own.includes(name));
    expect(names).toEqual(expect.arrayContaining(['role_id', 'roleId', 'verifiedEmail', 'locked']));
    const user = await t.given.customer();
    const row = async () =>
      (await t.owner.query('SELECT * FROM users WHERE id = $1', [user.id])).rows[0] as unknown;
    const before = await row();
    const register = ROUTES[0]?.fields ?? {};
    for (const name of new Set(names)) {
      const extra = `"${name}": "1b0a0b5e-54a4-4a58-9f43-2f3b5d7c9a10"`;
      const patch = await t.http('PATCH', '/api/v1/me', {
        body: `{${extra}}`,
        token: user.token,
        headers: { 'content-type': 'application/json' },
      });
      expect(patch.status, name).toBe(400);
      const body = `${JSON.stringify(register).slice(0, -1)}, ${extra}}`;
      const headers = { 'content-type': 'application/json' };
      expect((await t.http('POST', '/api/v1/auth/register', { body, headers })).status, name).toBe(
        400,
      );
    }
    for (const name of ['email', 'username', 'password']) {
      const body = { [name]: 'violet@example.com' };
      expect((await t.http('PATCH', '/api/v1/me', { body, token: user.token })).status).toBe(400);
    }
    expect(await row()).toEqual(before);
  });

  it('logs in with any user agent and any address', async () => {
    const user = await t.given.customer();
    const login = (headers: Record<string, string>) =>
      t.http<{ sessionId: string }>('POST', '/api/v1/auth/login', {
        body: { login: user.username, password: user.password },
        headers,
      });
    const agents = ['', 'x'.repeat(2_000), 'ü'.repeat(600), "'; DROP TABLE users; --"];
    for (const agent of agents) {
      const answer = await login({
        'user-agent': agent,
        'x-forwarded-for': 'fe80::1%eth0, unknown',
      });
      expect(answer.status, answer.text).toBe(200);
    }
    const { rows } = await t.owner.query<{ length: number; ip: string }>(
      `SELECT max(length(user_agent)) AS length, min(host(client_ip)) AS ip FROM user_sessions WHERE user_id = $1`,
      [user.id],
    );
    expect(rows).toEqual([{ length: 512, ip: '127.0.0.1' }]);
  });

  it('a password of 10 KB is refused before any hash', async () => {
    const started = performance.now();
    const answer = await t.http('POST', '/api/v1/auth/login', {
      body: { login: 'x', password: 'p'.repeat(10_240) },
    });
    expect(answer.status).toBe(400);
    expect(performance.now() - started).toBeLessThan(100);
  });
});
