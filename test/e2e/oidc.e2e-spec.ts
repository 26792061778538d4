import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { Browser } from '../setup/browser.js';
import type { GivenUser } from '../setup/given/users.js';
import { type ProviderPerson, startOidcServer } from '../setup/oidc-server.js';
import { useApi } from '../setup/test-api.js';

interface Answer {
  accessToken: string;
  refreshToken: string;
  mfaRequired: boolean;
  mfaToken: string;
  code: string;
}

const provider = await startOidcServer();
const VERIFIER = 'a-verifier-of-the-front-end-that-has-43-characters-and-more';
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

describe('Login at a provider', () => {
  const t = useApi({
    env: {
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: provider.clientId,
      OIDC_CLIENT_SECRET: provider.clientSecret,
      OIDC_NAME: 'House account',
      LOCALES: 'en,vi',
      CORS_ORIGINS: 'https://front.example',
    },
  });
  afterAll(() => provider.stop());
  beforeEach(() => {
    provider.person = somebody();
    provider.denies = false;
    provider.broken.clear();
  });

  const startUrl = (query = '') => `${t.baseUrl}/api/v1/auth/oidc/start?${query}`;
  const callback = () => `${t.env.PUBLIC_URL}/api/v1/auth/oidc/callback`;
  /** To the provider and back; the address of the callback, not opened. */
  const toCallback = (browser: Browser, query = 'returnTo=/account') =>
    browser.follow(startUrl(query), callback());
  const codeOf = (address: string | null) =>
    new URL(address ?? '').searchParams.get('oidcCode') ?? '';
  /** The whole way; the one-time code. */
  const comeBack = async (browser = new Browser(), query = 'returnTo=/account') =>
    codeOf((await browser.open(await toCallback(browser, query))).location);
  const exchange = (code: string, more: Record<string, unknown> = {}) =>
    t.http<Answer>('POST', '/api/v1/auth/oidc/exchange', { body: { code, ...more } });
  const logIn = async () => exchange(await comeBack());
  const me = async (token: string) => (await t.http('GET', '/api/v1/me', { token })).body;
  const usersOf = async (email: string) =>
    (
      await t.owner.query<Record<string, unknown>>(
        `SELECT id, verified_email, hashed_password, phone_number, first_name, last_name
           FROM users WHERE lower(email) = lower($1)`,
        [email],
      )
    ).rows;

  it('is offered', async () => {
    expect((await t.http('GET', '/api/v1/auth/oidc')).body).toEqual({
      items: [{ name: 'House account', startUrl: `${t.env.PUBLIC_URL}/api/v1/auth/oidc/start` }],
    });
  });

  it('makes an account for somebody new, and finds it again', async () => {
    const { email = '' } = provider.person;
    const browser = new Browser();
    const start = await browser.open(startUrl('returnTo=https://front.example/done?x=1'));
    expect(start.status).toBe(302);
    const asked = new URL(start.location ?? '').searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('state')).toMatch(/^[\w-]{43}$/);
    expect(asked.get('nonce')).toMatch(/^[\w-]{43}$/);
    const back = await browser.open(await browser.follow(start.location ?? '', callback()));
    expect(back.status).toBe(302);
    expect(back.location).toMatch(/^https:\/\/front\.example\/done\?x=1&oidcCode=[\w-]{43}$/);
    const answer = await exchange(codeOf(back.location));
    expect(answer.status).toBe(200);
    expect(await me(answer.body.accessToken)).toMatchObject({
      email,
      verifiedEmail: true,
      firstName: 'Erika',
      lastName: 'Muster',
      role: 'user',
    });
    const again = await logIn();
    const [user] = await usersOf(email);
    expect((await me(again.body.accessToken))['id']).toBe(user?.['id']);
    expect(user).toMatchObject({ hashed_password: '!', phone_number: '0000000000' });
  });

  it('mails to a new account are in the language of its browser', async () => {
    const browser = new Browser({ 'accept-language': 'vi-VN,vi;q=0.9,en;q=0.5' });
    const start = await browser.open(startUrl('returnTo=https://front.example/done'));
    const back = await browser.open(await browser.follow(start.location ?? '', callback()));
    const answer = await exchange(codeOf(back.location));
    expect(await me(answer.body.accessToken)).toMatchObject({ locale: 'vi' });
  });

  it('an account without a password cannot be logged into with one', async () => {
    await logIn();
    for (const password of ['!', '', '0000000000']) {
      const body = { login: provider.person.email, password };
      const { status } = await t.http('POST', '/api/v1/auth/login', { body });
      expect([400, 401]).toContain(status);
    }
  });

  it('ten answers at once for one new person make one account', async () => {
    const addresses = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const browser = new Browser();
        return { browser, url: await toCallback(browser) };
      }),
    );
    const answers = await Promise.all(addresses.map(({ browser, url }) => browser.open(url)));
    const tokens = await Promise.all(answers.map(({ location }) => exchange(codeOf(location))));
    expect(tokens.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(await usersOf(provider.person.email ?? '')).toHaveLength(1);
    const { rows } = await t.owner.query(
      'SELECT i.id FROM user_identities i JOIN users u ON u.id = i.user_id WHERE u.email = $1',
      [provider.person.email],
    );
    expect(rows).toHaveLength(1);
  });

  it('joins an account whose address both sides have seen confirmed, and tells its owner', async () => {
    const user = await t.given.customer();
    provider.person = somebody({ email: user.email.toUpperCase() });
    const answer = await logIn();
    expect((await me(answer.body.accessToken))['id']).toBe(user.id);
    const notices = (await t.outboxOf('send-factor-notice')).filter(
      ({ aggregate_id }) => aggregate_id === user.id,
    );
    expect(notices.map(({ payload }) => payload['notice'])).toEqual(['identity_linked']);
    // From now on the identity counts, whatever becomes of the address.
    provider.person = { ...provider.person, email: 'another@example.com', email_verified: false };
    expect((await me((await logIn()).body.accessToken))['id']).toBe(user.id);
  });

  it.each([
    ['ours is not confirmed', false, true, 'auth.oidc_account_exists'],
    ['theirs is not confirmed', true, false, 'auth.oidc_email_unverified'],
    ['neither is', false, false, 'auth.oidc_email_unverified'],
    ['they do not say', true, undefined, 'auth.oidc_email_unverified'],
  ])('does not join when %s', async (_what, ours, theirs, code) => {
    const user = await t.given.customer({ verified: ours });
    provider.person = somebody({ email: user.email, email_verified: theirs });
    const answer = await logIn();
    expect([answer.status, answer.body.code]).toEqual([409, code]);
    expect(await usersOf(user.email)).toHaveLength(1);
    expect(await identitiesOf(user)).toEqual([]);
  });

  it('says the same about an unconfirmed address, whether it has an account or not', async () => {
    provider.person = somebody({ email_verified: false });
    const unknown = await logIn();
    const user = await t.given.customer();
    provider.person = somebody({ email: user.email, email_verified: false });
    const known = await logIn();
    const strip = (text: string) => text.replace(/"(requestId|instance)":"[^"]*"/g, '');
    expect(strip(known.text)).toBe(strip(unknown.text));
  });

  it.each([
    ['no address', { email: undefined }],
    ['nonsense', { email: 'nobody' }],
    ['two', { email: 'a@example.com, b@example.com' }],
    ['a surrogate', { email: 'a\ud800@example.com' }],
  ])('refuses %s as an address without a 500', async (_what, person) => {
    provider.person = somebody(person);
    expect((await logIn()).body.code).toBe('auth.oidc_email_unverified');
  });

  it('odd names fit their columns', async () => {
    provider.person = somebody({
      given_name: undefined,
      family_name: undefined,
      name: `\u0007 ${'n'.repeat(300)}`,
    });
    expect((await logIn()).status).toBe(200);
    provider.person = somebody({ given_name: '', family_name: undefined, name: undefined });
    expect((await me((await logIn()).body.accessToken))['firstName']).toBe('Customer');
  });

  it.each([
    ['locked', 'UPDATE users SET locked = true WHERE id = $1'],
    ['deleted', 'UPDATE users SET deleted_at = now() WHERE id = $1'],
  ])('a %s account is refused like a wrong password', async (_what, sql) => {
    const first = await logIn();
    const { id } = await me(first.body.accessToken);
    await t.owner.query(sql, [id]);
    const answer = await logIn();
    expect([answer.status, answer.body.code]).toEqual([401, 'auth.invalid_credentials']);
  });

  it('asks for the second factor as well', async () => {
    const user = await t.given.customer();
    const totp = await t.given.totp(user);
    provider.person = somebody({ email: user.email });
    const { body } = await logIn();
    expect(body.mfaRequired).toBe(true);
    expect(body.accessToken).toBeUndefined();
    const opened = await t.http<Answer>('POST', '/api/v1/auth/mfa/verify', {
      body: { mfaToken: body.mfaToken, code: totp.code() },
    });
    expect((await me(opened.body.accessToken))['id']).toBe(user.id);
  });

  describe('the way there and back', () => {
    it('works once, in the browser that started it', async () => {
      const browser = new Browser();
      const url = await toCallback(browser);
      expect((await new Browser().open(url)).text).toContain('auth.invalid_oidc_state');
      const stranger = new Browser();
      await stranger.open(startUrl());
      expect((await stranger.open(url)).text).toContain('auth.invalid_oidc_state');
      const both = await Promise.all([browser.open(url), browser.open(url)]);
      expect(both.map(({ status }) => status).sort()).toEqual([302, 400]);
      expect((await browser.open(url)).status).toBe(400);
    });

    it('two tabs of one browser do not disturb each other', async () => {
      const browser = new Browser();
      const first = await toCallback(browser);
      const second = await toCallback(browser);
      expect((await exchange(codeOf((await browser.open(first)).location))).status).toBe(200);
      expect((await exchange(codeOf((await browser.open(second)).location))).status).toBe(200);
    });

    it('ends after ten minutes', async () => {
      const browser = new Browser();
      const url = await toCallback(browser);
      await t.owner.query(`UPDATE oidc_logins SET expired_at = now() - interval '1 second'`);
      expect((await browser.open(url)).status).toBe(400);
    });

    it.each([
      '',
      'state=',
      'state=x',
      'state=x&state=y',
      'code=x',
      'state[]=x',
      'state=%00',
      'state=%ff',
    ])('a callback with %j is a 400', async (query) => {
      const browser = new Browser();
      await browser.open(startUrl());
      const answer = await browser.open(`${callback()}?${query}`);
      expect(answer.status).toBe(400);
      expect(answer.text).toContain('auth.invalid_oidc_state');
    });

    it('a state twice in one address is refused', async () => {
      const browser = new Browser();
      const url = await toCallback(browser);
      expect((await browser.open(`${url}&state=${'x'.repeat(43)}`)).status).toBe(400);
    });

    it.each([
      '//evil.example',
      'https://evil.example/',
      '/\\evil.example',
      'javascript:alert(1)',
      'https://front.example@evil.example',
    ])('does not return to %s', async (returnTo) => {
      const answer = await new Browser().open(
        startUrl(new URLSearchParams({ returnTo }).toString()),
      );
      expect([answer.status, answer.text.includes('auth.invalid_return_to')]).toEqual([422, true]);
    });

    it.each(['returnTo=a&returnTo=b', 'codeChallenge=short', 'link=x', 'unknown=x'])(
      'a start with %s is a 400',
      async (query) => {
        expect((await new Browser().open(startUrl(query))).status).toBe(400);
      },
    );

    it('sets a cookie that only this host gets, and no script', async () => {
      const answer = await fetch(startUrl(), { redirect: 'manual' });
      const [cookie = ''] = answer.headers.getSetCookie();
      expect(cookie).toMatch(
        /^__Host-oidc=[\w-]{43}; Max-Age=900; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      );
    });
  });

  describe('the one-time code', () => {
    it('opens one session, within a minute', async () => {
      const code = await comeBack();
      const answers = await Promise.all([exchange(code), exchange(code), exchange(code)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
      const late = await comeBack();
      await t.owner.query(`UPDATE oidc_logins SET code_expired_at = now() - interval '1 second'`);
      expect((await exchange(late)).body.code).toBe('auth.invalid_oidc_code');
      expect((await exchange('x')).body.code).toBe('auth.invalid_oidc_code');
    });

    it('with a challenge is worth nothing without its verifier, and the other way round', async () => {
      const query = `codeChallenge=${CHALLENGE}`;
      const good = await exchange(await comeBack(new Browser(), query), { codeVerifier: VERIFIER });
      expect(good.status).toBe(200);
      for (const [start, more] of [
        [query, {}],
        [query, { codeVerifier: `${VERIFIER}x` }],
        ['', { codeVerifier: VERIFIER }],
      ] as const) {
        const code = await comeBack(new Browser(), start);
        expect((await exchange(code, more)).body.code).toBe('auth.invalid_oidc_code');
        // Used up by the attempt.
        expect((await exchange(code, { codeVerifier: VERIFIER })).status).toBe(422);
      }
    });

    it('is stored as a hash, like everything of a login', async () => {
      const browser = new Browser();
      const url = await toCallback(browser);
      const code = codeOf((await browser.open(url)).location);
      const { rows } = await t.owner.query<{ text: string }>(
        `SELECT to_jsonb(l)::text AS text FROM oidc_logins l UNION ALL
         SELECT to_jsonb(i)::text FROM user_identities i UNION ALL
         SELECT to_jsonb(a)::text FROM audit_log a WHERE table_name IN ('oidc_logins', 'user_identities')`,
      );
      const stored = rows.map(({ text }) => text).join('\n');
      const known = [code, new URL(url).searchParams.get('state') ?? '', provider.person.sub];
      for (const secret of known) expect(stored).not.toContain(secret);
    });
  });

  it('puts the refresh token into the cookie when the shop asks for it', async () => {
    const answer = await t.http<Answer>('POST', '/api/v1/auth/oidc/exchange', {
      body: { code: await comeBack(), tokenIn: 'cookie' },
      headers: { origin: 'https://front.example', 'x-requested-with': 'shop' },
    });
    expect(answer.status).toBe(200);
    expect(answer.body.refreshToken).toBeUndefined();
    expect(answer.headers.getSetCookie().join()).toContain('__Host-refresh=');
    const elsewhere = await t.http<Answer>('POST', '/api/v1/auth/oidc/exchange', {
      body: { code: await comeBack(), tokenIn: 'cookie' },
      headers: { origin: 'https://evil.example', 'x-requested-with': 'shop' },
    });
    expect(elsewhere.status).toBe(403);
  });

  const identitiesOf = async (user: GivenUser) =>
    (await t.http<{ items: unknown[] }>('GET', '/api/v1/me/identities', { token: user.token })).body
      .items;
});

function somebody(
  more: { [K in keyof ProviderPerson]?: ProviderPerson[K] | undefined } = {},
): ProviderPerson {
  const sub = randomUUID();
  const person = {
    sub,
    email: `${sub}@example.com`,
    email_verified: true,
    given_name: 'Erika',
    family_name: 'Muster',
    ...more,
  };
  const known = Object.entries(person).filter(([, value]) => value !== undefined);
  return { sub, ...Object.fromEntries(known) };
}
