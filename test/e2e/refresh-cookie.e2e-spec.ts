import { describe, expect, it } from 'vitest';
import { type GivenUser, TEST_PASSWORD } from '../setup/given/users.js';
import { useApi } from '../setup/test-api.js';

const SHOP = 'https://shop.example';
const NAME = '__Host-refresh';

describe('The refresh token in a cookie', () => {
  const t = useApi({ env: { CORS_ORIGINS: SHOP } });
  const page = { origin: SHOP, 'x-requested-with': 'shop' };
  const post = (path: string, body: unknown, headers: Record<string, string>) =>
    t.http<Record<string, unknown>>('POST', `/api/v1/auth/${path}`, { body, headers });
  const logIn = (user: GivenUser, headers: Record<string, string> = page) =>
    post('login', { login: user.email, password: TEST_PASSWORD, tokenIn: 'cookie' }, headers);
  const cookieOf = (answer: { headers: Headers }): string =>
    answer.headers.getSetCookie().find((line) => line.startsWith(NAME)) ?? '';
  const pairOf = (answer: { headers: Headers }): string => cookieOf(answer).split(';')[0] ?? '';
  const me = (token: unknown) => t.http('GET', '/api/v1/me', { token: String(token) });

  it('is set by the login and nowhere in the body', async () => {
    const user = await t.given.customer();
    const answer = await logIn(user);
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.body).sort()).toEqual([
      'accessToken',
      'expiresIn',
      'refreshExpiresAt',
      'sessionId',
      'tokenType',
    ]);
    const attributes = cookieOf(answer).split('; ').slice(1);
    expect(attributes.map((part) => part.split('=')[0]).sort()).toEqual([
      'Expires',
      'HttpOnly',
      'Path',
      'SameSite',
      'Secure',
    ]);
    expect(attributes).toEqual(expect.arrayContaining(['Path=/', 'SameSite=Strict']));
    expect(answer.text).not.toContain(pairOf(answer).split('=')[1]);
    expect(answer.headers.get('access-control-allow-origin')).toBe(SHOP);
    expect(answer.headers.get('access-control-allow-credentials')).toBe('true');
    const plain = await post('login', { login: user.email, password: TEST_PASSWORD }, {});
    expect(plain.body).toHaveProperty('refreshToken');
    expect(cookieOf(plain)).toBe('');
  });

  it('refresh and logout live on it, and it goes with the logout', async () => {
    const first = await logIn(await t.given.customer());
    const second = await post('refresh', undefined, { ...page, cookie: pairOf(first) });
    expect(second.status).toBe(200);
    expect(second.body).not.toHaveProperty('refreshToken');
    expect(pairOf(second)).not.toBe(pairOf(first));
    const { refreshExpiresAt } = second.body;
    expect(new Date(String(refreshExpiresAt)).getTime()).toBeGreaterThan(Date.now());
    const out = await post('logout', {}, { ...page, cookie: pairOf(second) });
    expect(out.status).toBe(204);
    expect(cookieOf(out)).toMatch(/^__Host-refresh=;.*Expires=Thu, 01 Jan 1970/);
    expect((await me(second.body['accessToken'])).status).toBe(401);
    const late = await post('refresh', {}, { ...page, cookie: pairOf(second) });
    expect(late).toMatchObject({ status: 401, body: { code: 'auth.invalid_refresh_token' } });
    expect(cookieOf(late)).toMatch(/Expires=Thu, 01 Jan 1970/);
  });

  it('without a page of the shop behind it, it is good for nothing', async () => {
    const user = await t.given.customer();
    const signedIn = await logIn(user);
    const cookie = pairOf(signedIn);
    const header = { 'x-requested-with': 'shop' };
    const foreign: Record<string, string>[] = [
      {},
      header,
      { origin: SHOP },
      { ...header, origin: 'https://evil.example' },
      { ...header, origin: 'null' },
      { ...header, origin: `${SHOP}.evil.example` },
      { ...header, origin: SHOP.replace('https', 'http') },
      { ...header, origin: `${SHOP}:8443` },
      { ...header, origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
      { ...header, 'sec-fetch-site': 'cross-site' },
      { ...header, 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of foreign) {
      for (const path of ['refresh', 'logout']) {
        const answer = await post(path, {}, { ...headers, cookie });
        expect([answer.status, answer.body['code']], JSON.stringify([path, headers])).toEqual([
          403,
          'auth.cross_site_refused',
        ]);
        expect(cookieOf(answer)).toBe('');
      }
      expect((await logIn(user, headers)).body['code']).toBe('auth.cross_site_refused');
    }
    expect((await me(signedIn.body['accessToken'])).status).toBe(200);
    const own = { ...header, origin: new URL(t.env.PUBLIC_URL).origin, cookie };
    expect((await post('refresh', {}, own)).status).toBe(200);
    const sameOrigin = { ...header, 'sec-fetch-site': 'same-origin', cookie };
    expect((await post('refresh', {}, sameOrigin)).status).toBe(200);
  });

  it('odd cookies are refused like any bad token', async () => {
    const plain = await post('refresh', {}, page);
    expect(plain).toMatchObject({ status: 401, body: { code: 'auth.invalid_refresh_token' } });
    const values = ['', 'x', '%00', '%', '"', 'x'.repeat(4_000), '%ED%A0%80', "' OR 1=1 --", 'a;b'];
    for (const value of values) {
      const answer = await post('refresh', {}, { ...page, cookie: `${NAME}=${value}` });
      expect([answer.status, answer.body['code']], value.slice(0, 20)).toEqual([
        401,
        'auth.invalid_refresh_token',
      ]);
    }
    expect((await post('logout', {}, page)).status).toBe(401);
    for (const refreshToken of [null, 1, '', 'x'.repeat(129), ['x'], {}]) {
      expect((await post('refresh', { refreshToken }, page)).status).toBe(400);
      expect((await post('logout', { refreshToken }, page)).status).toBe(400);
    }
    for (const tokenIn of [null, '', 'COOKIE', 1, ['cookie']]) {
      const body = { login: 'a@example.com', password: 'x', tokenIn };
      expect((await post('login', body, page)).status).toBe(400);
    }
  });

  it('a token in the body needs no page, and ends its session when the access token is gone', async () => {
    const user = await t.given.customer();
    expect((await post('logout', { refreshToken: user.refreshToken }, {})).status).toBe(204);
    expect((await me(user.token)).status).toBe(401);
    expect((await post('logout', { refreshToken: user.refreshToken }, {})).status).toBe(204);
    const other = await t.given.customer();
    const bearer = { authorization: `Bearer ${other.token}`, cookie: `${NAME}=x` };
    const out = await post('logout', {}, bearer);
    expect(out.status).toBe(204);
    expect((await me(other.token)).status).toBe(401);
  });
});
