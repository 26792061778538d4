import { describe, expect, it } from 'vitest';
import { useApi } from '../setup/test-api.js';
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
    expect(await post('register', carol)).toMatchObject({
      status: 202,
      body: { status: 'accepted' },
    });
    const [mail] = await t.mailTo(carol.email, 20);
    const code = codeIn(mail?.text ?? '');
    expect(code).not.toBe('');
    expect(mail?.html).toContain(code);
    expect(mail?.html).toContain('Carol &lt;b&gt;');
    expect(`${mail?.text ?? ''}${mail?.html ?? ''}`).not.toContain('evil.example');

    const login = { login: 'CAROL', password: carol.password };
    const first = await post<Tokens>('login', login);
    expect(first.status).toBe(200);
    const before = await t.http('GET', '/api/v1/me', { token: first.body.accessToken });
    expect(before.body).toMatchObject({ verifiedEmail: false, phoneNumber: '+12025550163' });

    const wrong = await post('verify-email', { email: carol.email, code: '0'.repeat(32) });
    expect(wrong).toMatchObject({ status: 422, body: { code: 'auth.invalid_code' } });
    const lower = carol.email.toLowerCase();
    expect((await post('verify-email', { email: lower, code })).status).toBe(204);
    const again = await post('verify-email', { email: lower, code });
    expect(again).toMatchObject({ status: 422, body: { code: 'auth.invalid_code' } });
    const after = await t.http('GET', '/api/v1/me', { token: first.body.accessToken });
    expect(after.body).toMatchObject({ verifiedEmail: true, username: 'carol', role: 'user' });

    const second = await post<Tokens>('refresh', { refreshToken: first.body.refreshToken });
    expect(second.status).toBe(200);
    const third = await post<Tokens>('refresh', { refreshToken: second.body.refreshToken });
    expect(third.status).toBe(200);
    // Two generations old: stolen, however young it is.
    const stolen = await post('refresh', { refreshToken: first.body.refreshToken });
    expect(stolen).toMatchObject({ status: 401, body: { code: 'auth.invalid_refresh_token' } });
    expect((await post('refresh', { refreshToken: third.body.refreshToken })).status).toBe(401);
    const ended = await t.http('GET', '/api/v1/me', { token: third.body.accessToken });
    expect(ended.status).toBe(401);

    const fresh = await post<Tokens>('login', login);
    expect((await post('logout', undefined, fresh.body.accessToken)).status).toBe(204);
    expect((await post('logout', undefined, fresh.body.accessToken)).status).toBe(401);
    expect((await post('refresh', { refreshToken: fresh.body.refreshToken })).status).toBe(401);
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
