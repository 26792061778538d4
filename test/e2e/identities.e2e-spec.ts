import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { meetAt } from '../integration/orders/concurrency.js';
import { Browser } from '../setup/browser.js';
import type { GivenUser } from '../setup/given/users.js';
import { startOidcServer } from '../setup/oidc-server.js';
import { useApi } from '../setup/test-api.js';

interface Problem {
  code: string;
}
interface Listed {
  items: { id: string; issuer: string; linkedAt: string; lastUsedAt: string | null }[];
}

const provider = await startOidcServer();
const VERIFIER = 'a-verifier-of-the-front-end-that-has-43-characters-and-more';
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

describe('Identities', () => {
  const t = useApi({
    env: {
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: provider.clientId,
      OIDC_CLIENT_SECRET: provider.clientSecret,
    },
  });
  afterAll(() => provider.stop());
  beforeEach(() => {
    // An address that has nothing to do with the account.
    provider.person = { sub: randomUUID(), email: 'work@example.com', email_verified: false };
    provider.denies = false;
  });

  const start = (user: { token: string; password?: string }, more: Record<string, unknown> = {}) =>
    t.http<{ url: string } & Problem>('POST', '/api/v1/me/identities', {
      token: user.token,
      body: { currentPassword: user.password, returnTo: '/security', ...more },
    });
  const follow = async (url: string, browser = new Browser()) => {
    const home = `${t.env.PUBLIC_URL}/security?oidcCode=`;
    return (await browser.follow(url, home)).slice(home.length);
  };
  const confirm = (user: { token: string }, code: string, codeVerifier?: string) =>
    t.http<Problem>('POST', '/api/v1/me/identities/confirm', {
      token: user.token,
      body: { code, codeVerifier },
    });
  const link = async (user: GivenUser) => confirm(user, await follow((await start(user)).body.url));
  const list = async (user: { token: string }) =>
    (await t.http<Listed>('GET', '/api/v1/me/identities', { token: user.token })).body.items;
  const unlink = (user: { token: string }, id: string, currentPassword?: string) =>
    t.http<Problem>('DELETE', `/api/v1/me/identities/${id}`, {
      token: user.token,
      body: { currentPassword },
    });
  const logIn = async () => {
    const home = `${t.env.PUBLIC_URL}/?oidcCode=`;
    const url = await new Browser().follow(`${t.baseUrl}/api/v1/auth/oidc/start`, home);
    const body = { code: url.slice(home.length) };
    return t.http<{ accessToken: string } & Problem>('POST', '/api/v1/auth/oidc/exchange', {
      body,
    });
  };
  const noticesOf = async (user: { id: string }) =>
    (await t.outboxOf('send-factor-notice'))
      .filter(({ aggregate_id }) => aggregate_id === user.id)
      .map(({ payload }) => payload['notice']);

  it('one is linked with the password, whatever its address, and logs in from then on', async () => {
    const user = await t.given.customer();
    expect((await start({ token: user.token })).body.code).toBe('access.proof_needed');
    expect((await start({ ...user, password: 'wrong' })).body.code).toBe('access.proof_failed');
    expect((await start(user, { returnTo: 'https://evil.example' })).body.code).toBe(
      'auth.invalid_return_to',
    );
    expect((await link(user)).status).toBe(204);
    const [identity, ...others] = await list(user);
    expect(others).toEqual([]);
    expect(identity).toMatchObject({ issuer: provider.issuer, lastUsedAt: null });
    const { body } = await logIn();
    const me = await t.http('GET', '/api/v1/me', { token: body.accessToken });
    expect(me.body['id']).toBe(user.id);
    expect((await list(user))[0]?.lastUsedAt).toBeTypeOf('string');
    expect(await noticesOf(user)).toEqual(['identity_linked']);
    const { rows } = await t.owner.query(
      `SELECT DISTINCT actor_id FROM audit_log WHERE table_name = 'user_identities' AND action = 'insert'`,
    );
    expect(rows).toEqual([{ actor_id: user.id }]);
  });

  it('belongs to one account', async () => {
    const user = await t.given.customer();
    const other = await t.given.customer();
    expect((await link(user)).status).toBe(204);
    for (const again of [other, user]) {
      const answer = await link(again);
      expect([answer.status, answer.body.code]).toEqual([409, 'auth.identity_taken']);
    }
    expect(await list(other)).toEqual([]);
  });

  it('two accounts that link one identity at once: one gets it', async () => {
    const users = [await t.given.customer(), await t.given.customer()];
    const codes: string[] = [];
    for (const user of users) codes.push(await follow((await start(user)).body.url));
    const answers = await Promise.all(
      users.map((user, index) => confirm(user, codes[index] ?? '')),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  });

  it('somebody who is lured into following a link gives nothing away', async () => {
    const attacker = await t.given.customer();
    const victim = await t.given.customer();
    const { url } = (await start(attacker)).body;
    const code = await follow(url);
    expect((await confirm(victim, code)).body.code).toBe('auth.invalid_oidc_code');
    // Nor is it the code of a login.
    const exchanged = await t.http<Problem>('POST', '/api/v1/auth/oidc/exchange', {
      body: { code },
    });
    expect(exchanged.body.code).toBe('auth.invalid_oidc_code');
    // Another session of the one who asked did not ask.
    expect((await confirm(await t.given.session(attacker), code)).status).toBe(422);
    expect(await list(victim)).toEqual([]);
  });

  it('a link is followed once, within ten minutes, and its code is used once', async () => {
    const user = await t.given.customer();
    const { url } = (await start(user)).body;
    const code = await follow(url);
    const again = await new Browser().open(url);
    expect([again.status, again.text.includes('auth.invalid_oidc_state')]).toEqual([400, true]);
    const answers = await Promise.all([confirm(user, code), confirm(user, code)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 422]);
    const late = (await start(user)).body.url;
    await t.owner.query(`UPDATE oidc_logins SET expired_at = now() - interval '1 second'`);
    expect((await new Browser().open(late)).status).toBe(400);
  });

  it('keeps to its challenge, and passes on what the provider refused', async () => {
    const user = await t.given.customer();
    const { url } = (await start(user, { codeChallenge: CHALLENGE })).body;
    const code = await follow(url);
    expect((await confirm(user, code)).body.code).toBe('auth.invalid_oidc_code');
    const second = (await start(user, { codeChallenge: CHALLENGE })).body.url;
    provider.denies = true;
    const denied = await confirm(user, await follow(second), VERIFIER);
    expect([denied.status, denied.body.code]).toEqual([401, 'auth.oidc_refused']);
    provider.denies = false;
    const third = (await start(user, { codeChallenge: CHALLENGE })).body.url;
    expect((await confirm(user, await follow(third), VERIFIER)).status).toBe(204);
  });

  it("goes with the password; another person's is one that does not exist", async () => {
    const user = await t.given.customer();
    const other = await t.given.customer();
    await link(user);
    const id = (await list(user))[0]?.id ?? '';
    const foreign = await unlink(other, id, other.password);
    const unknown = await unlink(other, randomUUID(), other.password);
    const strip = (text: string) => text.replace(/"(requestId|instance)":"[^"]*"/g, '');
    expect(foreign.status).toBe(404);
    expect(strip(foreign.text)).toBe(strip(unknown.text));
    expect((await unlink(user, id)).body.code).toBe('access.proof_needed');
    expect((await unlink(user, id, user.password)).status).toBe(204);
    expect(await list(user)).toEqual([]);
    expect((await logIn()).body.code).toBe('auth.oidc_email_unverified');
    expect(await noticesOf(user)).toEqual(['identity_linked', 'identity_unlinked']);
  });

  it('the last way in stays: of two that go at once, one does', async () => {
    const { sub } = provider.person;
    provider.person = { sub, email: `${sub}@example.com`, email_verified: true };
    const user = { token: (await logIn()).body.accessToken };
    const [first] = await list(user);
    expect((await unlink(user, first?.id ?? '')).body.code).toBe('auth.last_way_in');
    // Logged in a moment ago: that stands for the password that he has not.
    provider.person = { sub: randomUUID(), email: 'work@example.com', email_verified: false };
    expect((await confirm(user, await follow((await start(user)).body.url))).status).toBe(204);
    const ids = (await list(user)).map(({ id }) => id);
    expect(ids).toHaveLength(2);
    const { rows } = await t.owner.query<{ id: string }>(
      'SELECT user_id AS id FROM user_identities WHERE id = $1',
      [ids[0]],
    );
    const owner = { table: 'users', id: rows[0]?.id ?? '' };
    const answers = await meetAt(t, owner, 2, () => ids.map((id) => unlink(user, id)));
    const statuses = answers.map((answer) => answer.status === 'fulfilled' && answer.value.status);
    expect(statuses.sort()).toEqual([204, 409]);
    expect(await list(user)).toHaveLength(1);
    await t.owner.query(
      `UPDATE user_sessions SET created_at = now() - interval '11 minutes' WHERE user_id = (
         SELECT user_id FROM user_identities WHERE id = $1)`,
      [(await list(user))[0]?.id],
    );
    expect((await start(user)).body.code).toBe('access.proof_needed');
  });

  it('a request without a body is none that breaks anything', async () => {
    const user = await t.given.customer();
    const { token } = user;
    const answers = [
      await t.http<Problem>('DELETE', `/api/v1/me/identities/${randomUUID()}`, { token }),
      await t.http<Problem>('POST', '/api/v1/me/identities', { token }),
      await t.http<Problem>('POST', '/api/v1/me/identities/confirm', { token }),
      await t.http<Problem>('POST', '/api/v1/auth/oidc/exchange'),
      await t.http<Problem>('POST', '/api/v1/me/mfa/totp', { token }),
      await t.http<Problem>('POST', '/api/v1/me/mfa/totp/confirm', { token }),
      await t.http<Problem>('DELETE', '/api/v1/me/mfa/totp', { token }),
      await t.http<Problem>('POST', '/api/v1/me/mfa/recovery-codes', { token }),
      await t.http<Problem>('POST', '/api/v1/me/mfa/verify', { token }),
      await t.http<Problem>('POST', '/api/v1/auth/mfa/verify'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([
      403, 403, 400, 400, 403, 400, 400, 400, 400, 400,
    ]);
  });

  it('is of people: nobody anonymous, no machine', async () => {
    const staff = await t.given.staff({ users: 'r' });
    const key = await t.given.apiKey(staff, { users: 'r' });
    for (const [method, path] of [
      ['GET', ''],
      ['POST', ''],
      ['POST', '/confirm'],
      ['DELETE', `/${randomUUID()}`],
    ] as const) {
      const url = `/api/v1/me/identities${path}`;
      expect((await t.http(method, url)).status).toBe(401);
      expect((await t.http(method, url, { token: key.token })).status).toBe(403);
    }
  });
});
