import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { Browser } from '../setup/browser.js';
import { startOidcServer, type TokenAnswer } from '../setup/oidc-server.js';
import { useApi } from '../setup/test-api.js';

interface Answer {
  accessToken: string;
  code: string;
}
type Claims = Record<string, unknown> & { iat: number; exp: number };

const provider = await startOidcServer();
const configured = {
  OIDC_ISSUER: provider.issuer,
  OIDC_CLIENT_ID: provider.clientId,
  OIDC_CLIENT_SECRET: provider.clientSecret,
};
const another = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

afterAll(() => provider.stop());
beforeEach(() => {
  const sub = randomUUID();
  provider.person = { sub, email: `${sub}@example.com`, email_verified: true };
  provider.tamper = null;
  provider.denies = false;
  provider.broken.clear();
});

describe('A provider that lies', () => {
  const t = useApi({ env: configured });
  const callback = () => `${t.env.PUBLIC_URL}/api/v1/auth/oidc/callback`;
  const comeBack = async (browser = new Browser(), change = (url: string) => url) => {
    const url = await browser.follow(`${t.baseUrl}/api/v1/auth/oidc/start`, callback());
    const { location } = await browser.open(change(url));
    return new URL(location ?? '').searchParams.get('oidcCode') ?? '';
  };
  const exchange = (code: string) =>
    t.http<Answer>('POST', '/api/v1/auth/oidc/exchange', { body: { code } });
  const logIn = async () => exchange(await comeBack());
  const peopleOf = async () =>
    (await t.owner.query('SELECT 1 FROM users WHERE email = $1', [provider.person.email])).rowCount;

  /** Signs what the id token says once more, with changes. */
  const resigned =
    (change: (claims: Claims) => Record<string, unknown>, key = provider.key) =>
    (answer: TokenAnswer): TokenAnswer => ({
      ...answer,
      id_token: new JwtService({ privateKey: key.export({ type: 'pkcs8', format: 'pem' }) }).sign(
        change(claimsOf(answer)),
        { algorithm: 'RS256', keyid: 'k1' },
      ),
    });

  it('is believed when it signs the same again', async () => {
    provider.tamper = resigned((claims) => claims);
    expect((await logIn()).status).toBe(200);
  });

  it('is not when it takes the answer for another login', async () => {
    let first: TokenAnswer | null = null;
    provider.tamper = (answer) => {
      first ??= answer;
      return { ...answer, id_token: first.id_token ?? '' };
    };
    expect((await logIn()).status).toBe(200);
    expect((await logIn()).body.code).toBe('auth.oidc_refused');
  });

  it.each<[string, (answer: TokenAnswer) => TokenAnswer]>([
    ['another nonce', resigned((claims) => ({ ...claims, nonce: 'another' }))],
    ['no nonce', resigned(({ nonce: _nonce, ...claims }) => claims)],
    ['another audience', resigned((claims) => ({ ...claims, aud: 'another-shop' }))],
    [
      'two audiences and no authorised party',
      resigned((c) => ({ ...c, aud: [c['aud'], 'another'] })),
    ],
    ['another authorised party', resigned((claims) => ({ ...claims, azp: 'another-shop' }))],
    ['another issuer', resigned((claims) => ({ ...claims, iss: 'https://evil.example' }))],
    ['a token that has run out', resigned((c) => ({ ...c, iat: c.iat - 7200, exp: c.iat - 3600 }))],
    ['a token of tomorrow', resigned((c) => ({ ...c, nbf: c.iat + 86_400 }))],
    ['no subject', resigned(({ sub: _sub, ...claims }) => claims)],
    ['a subject of a megabyte', resigned((claims) => ({ ...claims, sub: 'x'.repeat(1_000_000) }))],
    ['another key', resigned((claims) => claims, another)],
    ['no signature', (answer) => ({ ...answer, id_token: unsigned(claimsOf(answer)) })],
    ['the secret as a key', (answer) => ({ ...answer, id_token: hs256(claimsOf(answer)) })],
    [
      'a broken signature',
      (answer) => ({ ...answer, id_token: `${answer.id_token?.slice(0, -8) ?? ''}AAAAAAAA` }),
    ],
    ['no id token', ({ id_token: _token, ...answer }) => answer],
    ['nonsense', () => ({ nonsense: true })],
  ])('is not with %s', async (_what, tamper) => {
    provider.tamper = tamper;
    const answer = await logIn();
    expect([answer.status, answer.body.code]).toEqual([401, 'auth.oidc_refused']);
    expect(await peopleOf()).toBe(0);
  });

  it('a code of another login is worth nothing: its verifier is missing', async () => {
    const victim = new Browser();
    const stolen = new URL(await victim.follow(`${t.baseUrl}/api/v1/auth/oidc/start`, callback()));
    const code = await comeBack(new Browser(), (url) => {
      const own = new URL(url);
      own.searchParams.set('code', stolen.searchParams.get('code') ?? '');
      return own.href;
    });
    expect((await exchange(code)).body.code).toBe('auth.oidc_refused');
  });

  it('an answer of another provider is refused', async () => {
    const code = await comeBack(new Browser(), (url) => {
      const mixed = new URL(url);
      mixed.searchParams.set('iss', 'https://evil.example');
      return mixed.href;
    });
    expect((await exchange(code)).body.code).toBe('auth.oidc_refused');
  });

  it('a person who says no is told so', async () => {
    provider.denies = true;
    expect((await logIn()).body.code).toBe('auth.oidc_refused');
  });

  it.each(['/token', '/me'])('away at %s is an outage, and over when it is back', async (path) => {
    provider.broken.set(path, 503);
    const answer = await logIn();
    expect([answer.status, answer.body.code]).toEqual([503, 'auth.oidc_unavailable']);
    provider.broken.clear();
    expect((await logIn()).status).toBe(200);
  });
});

describe('A provider that is away', () => {
  const t = useApi({ env: configured });
  const start = () => t.http<Answer>('GET', '/api/v1/auth/oidc/start');

  it('is a 503 while it is away, and nothing else suffers', async () => {
    provider.broken.set('/.well-known/openid-configuration', 500);
    const answers = await Promise.all([start(), start(), start()]);
    for (const { status, body, headers } of answers) {
      expect([status, body.code]).toEqual([503, 'auth.oidc_unavailable']);
      expect(headers.get('retry-after')).toBe('5');
    }
    const user = await t.given.customer();
    const body = { login: user.email, password: user.password };
    expect((await t.http('POST', '/api/v1/auth/login', { body })).status).toBe(200);
    const { rows } = await t.owner.query('SELECT 1 FROM oidc_logins');
    expect(rows).toEqual([]);
    provider.broken.clear();
    expect((await start()).status).toBe(302);
  });

  it('lets nobody in while its keys cannot be read', async () => {
    const logIn = async () => {
      const browser = new Browser();
      const home = `${t.env.PUBLIC_URL}/?oidcCode=`;
      const url = await browser.follow(`${t.baseUrl}/api/v1/auth/oidc/start`, home);
      const body = { code: url.slice(home.length) };
      return t.http<Answer>('POST', '/api/v1/auth/oidc/exchange', { body });
    };
    provider.broken.set('/jwks', 503);
    const answer = await logIn();
    expect([answer.status, answer.body.code]).toEqual([503, 'auth.oidc_unavailable']);
    provider.broken.clear();
    expect((await logIn()).status).toBe(200);
  });
});

describe('A provider behind a wrong address', () => {
  const t = useApi({ env: { ...configured, OIDC_ISSUER: 'http://127.0.0.1:9' } });

  it('does not keep the shop from starting', async () => {
    const answer = await t.http<Answer>('GET', '/api/v1/auth/oidc/start');
    expect([answer.status, answer.body.code]).toEqual([503, 'auth.oidc_unavailable']);
  });
});

describe('Without a provider', () => {
  const t = useApi();

  it('nothing is offered and nothing is there', async () => {
    expect((await t.http('GET', '/api/v1/auth/oidc')).body).toEqual({ items: [] });
    const browser = new Browser();
    const user = await t.given.customer();
    const codes = [
      (await browser.open(`${t.baseUrl}/api/v1/auth/oidc/start`)).text,
      (await browser.open(`${t.baseUrl}/api/v1/auth/oidc/callback?state=${'x'.repeat(43)}&code=x`))
        .text,
      (
        await t.http('POST', '/api/v1/me/identities', {
          token: user.token,
          body: { currentPassword: user.password },
        })
      ).text,
    ];
    for (const text of codes) expect(text).toContain('auth.oidc_not_configured');
    const exchanged = await t.http<Answer>('POST', '/api/v1/auth/oidc/exchange', {
      body: { code: 'x' },
    });
    expect(exchanged.body.code).toBe('auth.invalid_oidc_code');
  });
});

function claimsOf(answer: TokenAnswer): Claims {
  const [, payload = ''] = answer.id_token?.split('.') ?? [];
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims;
}

function unsigned(claims: Claims): string {
  const encode = (value: unknown): string =>
    Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${encode({ alg: 'none', kid: 'k1' })}.${encode(claims)}.`;
}

function hs256(claims: Claims): string {
  const secret = provider.clientSecret;
  return new JwtService({ secret }).sign(claims, { algorithm: 'HS256', keyid: 'k1' });
}
