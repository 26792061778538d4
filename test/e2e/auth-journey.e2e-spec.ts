import { describe, expect, it } from 'vitest';
import type { TokenResponse } from '../../src/client/eshop-client.js';
import { useApi } from '../setup/test-api.js';
import { clientOf, refusalOf } from '../setup/test-client.js';
import { queueBackends } from '../setup/test-redis.js';
import { useWorkers } from '../setup/test-workers.js';

interface Tokens {
  accessToken: string;
  refreshToken: string;
}

const carol = {
  email: 'Carol.Castillo@Example.com',
  password: 'violet harbour 42',
  username: 'carol',
  firstName: 'Carol <b>',
  lastName: 'Castillo',
  phoneNumber: '+1 (202) 555-0163',
};

const codeIn = (text: string): string => /\b[0-9a-f]{32}\b/.exec(text)?.[0] ?? '';

describe.each(queueBackends())('From registration to logout, on %s', (backend) => {
  const t = useApi({ backend, mail: true, env: { PUBLIC_URL: 'https://shop.test' } });
  useWorkers(['email-verification', 'relay'], backend);
  const post = <Body = Record<string, unknown>>(path: string, body: unknown, token?: string) =>
    t.http<Body>('POST', `/api/v1/auth/${path}`, {
      body,
      ...(token === undefined ? {} : { token }),
      headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
    });

  it('register, mail, verify, login, refresh, reuse, logout', async () => {
    const evil = { headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' } };
    const { auth, me, session } = clientOf(t, {}, { ...evil, session: {} });
    expect(await auth.register(carol)).toMatchObject({ status: 'accepted' });
    const [mail] = await t.mailTo(carol.email, 20);
    const code = codeIn(mail?.text ?? '');
    expect(code).not.toBe('');
    expect(mail?.html).toContain(code);
    expect(mail?.html).toContain('Carol &lt;b&gt;');
    expect(`${mail?.text ?? ''}${mail?.html ?? ''}`).not.toContain('evil.example');

    const login = { login: 'CAROL', password: carol.password };
    const first = (await auth.login(login)) as TokenResponse;
    session.use(first);
    expect(await me.getMe()).toMatchObject({ verifiedEmail: false, phoneNumber: '+12025550163' });

    const invalid = { status: 422, code: 'auth.invalid_code' };
    const wrong = { email: carol.email, code: '0'.repeat(32) };
    expect(await refusalOf(auth.verifyEmail(wrong))).toMatchObject(invalid);
    const lower = carol.email.toLowerCase();
    await auth.verifyEmail({ email: lower, code });
    expect(await refusalOf(auth.verifyEmail({ email: lower, code }))).toMatchObject(invalid);
    expect(await me.getMe()).toMatchObject({
      verifiedEmail: true,
      username: 'carol',
      role: 'user',
    });

    const refresh = (refreshToken: string | undefined) =>
      auth.refresh({ refreshToken: refreshToken ?? '' });
    const second = await refresh(first.refreshToken);
    const third = await refresh(second.refreshToken);
    // Two generations old: stolen, however young it is.
    expect(await refusalOf(refresh(first.refreshToken))).toMatchObject({
      status: 401,
      code: 'auth.invalid_refresh_token',
    });
    expect(await refusalOf(refresh(third.refreshToken))).toMatchObject({ status: 401 });
    session.use(third);
    expect(await refusalOf(me.getMe())).toMatchObject({ status: 401 });
    expect(session.isSignedIn).toBe(false);

    expect(await session.signIn(login)).toBeNull();
    const accessToken = session.accessToken ?? '';
    const fresh = (await auth.login(login)) as TokenResponse;
    await session.signOut();
    const late = await t.http('POST', '/api/v1/auth/logout', { token: accessToken });
    expect(late.status).toBe(401);
    session.use(fresh);
    await session.signOut();
    expect(await refusalOf(refresh(fresh.refreshToken))).toMatchObject({ status: 401 });
  });

  it('a known address gets the same answer, and its owner a mail that says so', async () => {
    const owner = await t.given.customer({ email: 'owner@example.com', firstName: 'Olga' });
    const unknown = await post('register', {
      ...carol,
      email: 'new@example.com',
      username: 'new-1',
    });
    const known = await post('register', {
      ...carol,
      email: 'OWNER@example.com',
      username: 'new-2',
    });
    const strip = ({ status, body }: typeof known) => ({ status, body });
    expect(strip(known)).toEqual(strip(unknown));
    const [mail] = await t.mailTo(owner.email, 20);
    expect(mail?.subject).toBe('You already have an account');
    const { rows } = await t.owner.query('SELECT 1 FROM users WHERE username = $1', ['new-2']);
    expect(rows).toEqual([]);
    const login = await post('login', { login: owner.email, password: owner.password });
    expect(login.status).toBe(200);
  });

  it('a forgotten password: mail, new password, every session ended, address proven', async () => {
    const dave = await t.given.customer({ email: 'dave@example.com', verified: false });
    expect((await post('forgot-password', { email: dave.email })).status).toBe(202);
    const [mail] = await t.mailTo(dave.email, 20);
    const code = codeIn(mail?.text ?? '');
    const reset = { email: dave.email, code, password: 'copper meadow 77' };
    expect(await post('reset-password', { ...reset, password: 'password1' })).toMatchObject({
      status: 422,
      body: { code: 'auth.password_too_common' },
    });
    expect((await post('reset-password', reset)).status).toBe(204);
    expect((await post('reset-password', reset)).status).toBe(422);
    expect((await t.http('GET', '/api/v1/me', { token: dave.token })).status).toBe(401);
    expect((await post('refresh', { refreshToken: dave.refreshToken })).status).toBe(401);
    const old = await post('login', { login: dave.email, password: dave.password });
    expect(old).toMatchObject({ status: 401, body: { code: 'auth.invalid_credentials' } });
    const login = await post<Tokens>('login', { login: dave.email, password: reset.password });
    const me = await t.http('GET', '/api/v1/me', { token: login.body.accessToken });
    expect(me).toMatchObject({ status: 200, body: { verifiedEmail: true } });
  });
});
