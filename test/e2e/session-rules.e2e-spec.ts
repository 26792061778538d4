import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { JwtKeys } from '../../src/common/crypto/jwt-keys.js';
import { loadEnv } from '../../src/config/env.js';
import { type GivenUser, TEST_PASSWORD } from '../setup/given/users.js';
import { sendRequest, useApi } from '../setup/test-api.js';
import { startApiProcess } from '../setup/test-workers.js';

const OLD = `k1:${'old-signing-key-'.repeat(3)}`;
const NEW = `k2:${'new-signing-key-'.repeat(3)}`;

interface Tokens {
  accessToken: string;
  refreshToken: string;
  sessionId: string;
}

describe('Sessions of one person', () => {
  const t = useApi({ env: { JWT_KEYS: OLD } });
  const logIn = (user: GivenUser, userAgent = 'curl/8.5.0', url = t.baseUrl) =>
    sendRequest<Tokens>(`${url}/api/v1/auth/login`, 'POST', {
      body: { login: user.email, password: TEST_PASSWORD },
      headers: { 'user-agent': userAgent },
    });
  const statusOfMe = async (token: string, url = t.baseUrl): Promise<number> =>
    (await sendRequest(`${url}/api/v1/me`, 'GET', { token })).status;

  it('the list names the device; one or all others can be ended', async () => {
    const user = await t.given.customer();
    const firefox = await logIn(user, 'Mozilla/5.0 (Windows NT 10.0; rv:128.0) Firefox/128.0');
    const list = await t.http<{ items: Record<string, unknown>[] }>('GET', '/api/v1/me/sessions', {
      token: user.token,
    });
    expect(list.body.items.map(({ device, current }) => [device, current])).toEqual([
      ['Firefox on Windows', false],
      ['Unknown device', true],
    ]);
    expect(list.body.items[0]).toMatchObject({
      byStaff: false,
      reason: null,
      clientIp: '127.0.0.1',
    });
    const { token } = user;
    const end = await t.http('DELETE', `/api/v1/me/sessions/${firefox.body.sessionId}`, { token });
    expect(end.status).toBe(204);
    expect(await statusOfMe(firefox.body.accessToken)).toBe(401);
    const other = await t.given.session(user);
    expect((await t.http('DELETE', '/api/v1/me/sessions', { token })).status).toBe(204);
    expect([await statusOfMe(other.token), await statusOfMe(token)]).toEqual([401, 200]);
  });

  it('the 51st login ends the oldest, also when three come at once; sessions of staff do not count', async () => {
    const user = await t.given.customer();
    const admin = await t.given.admin();
    await t.owner.query(
      `INSERT INTO user_sessions (id, family_id, user_id, refresh_token, client_ip, expired_at, created_at,
                                  opened_by, opened_in, reason)
       SELECT id, id, $1, id::text, '127.0.0.1', now() + interval '1 day', now() - n * interval '1 minute',
              CASE WHEN n = 70 THEN $2::uuid END, CASE WHEN n = 70 THEN $3::uuid END, CASE WHEN n = 70 THEN 'test' END
         FROM (SELECT gen_random_uuid() AS id, n FROM generate_series(22, 70) AS n) AS many`,
      [user.id, admin.id, admin.sessionId],
    );
    // One of staff, 48 of his own and the one of `given` make 49.
    const logins = await Promise.all([logIn(user), logIn(user), logIn(user)]);
    expect(logins.map(({ status }) => status)).toEqual([200, 200, 200]);
    const { rows } = await t.owner.query(
      `SELECT count(*) FILTER (WHERE opened_by IS NULL)::int AS own, count(opened_by)::int AS staff,
              max(round(extract(epoch FROM now() - created_at) / 60)) FILTER (WHERE opened_by IS NULL)::int AS oldest
         FROM user_sessions WHERE user_id = $1 AND NOT blocked`,
      [user.id],
    );
    expect(rows).toEqual([{ own: 50, staff: 1, oldest: 67 }]);
    for (const { body } of logins) expect(await statusOfMe(body.accessToken)).toBe(200);
  });

  it('a key that comes in front logs nobody out; one that is taken out does', async () => {
    const user = await t.given.customer();
    const [both, only] = await Promise.all([
      startApiProcess({ JWT_KEYS: `${NEW},${OLD}` }),
      startApiProcess({ JWT_KEYS: NEW }),
    ]);
    const { body } = await logIn(user);
    const headerOf = (token: string): unknown =>
      JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());
    expect(headerOf(body.accessToken)).toEqual({ alg: 'HS256', typ: 'JWT', kid: 'k1' });
    expect(await statusOfMe(body.accessToken, both.url)).toBe(200);
    expect(await statusOfMe(body.accessToken, only.url)).toBe(401);
    const next = await sendRequest<Tokens>(`${only.url}/api/v1/auth/refresh`, 'POST', {
      body: { refreshToken: body.refreshToken },
    });
    expect(next.status).toBe(200);
    expect(headerOf(next.body.accessToken)).toMatchObject({ kid: 'k2' });
    expect(await statusOfMe(next.body.accessToken, both.url)).toBe(200);
    // Signed by the new key under the name of the old one, and the other way round.
    const [header = '', claims = ''] = next.body.accessToken.split('.');
    const forged = (kid: string, secret: string): string => {
      const text = Buffer.from(JSON.stringify({ ...(headerOf(`${header}.`) as object), kid }));
      const signed = `${text.toString('base64url')}.${claims}`;
      return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
    };
    expect(await statusOfMe(forged('k1', NEW.slice(3)), both.url)).toBe(401);
    expect(await statusOfMe(forged('k2', OLD.slice(3)), both.url)).toBe(401);
    expect(await statusOfMe(forged('k1', OLD.slice(3)), both.url)).toBe(200);
    await Promise.all([both.kill('SIGTERM'), only.kill('SIGTERM')]);
  });

  it('a key is looked up by its name alone', () => {
    const keys = new JwtKeys(loadEnv({ DATABASE_URL: t.url, JWT_KEYS: `${NEW},${OLD}` }));
    const token = (header: unknown): string =>
      `${Buffer.from(JSON.stringify(header)).toString('base64url')}.e30.x`;
    expect(
      keys
        .keyOf(token({ kid: 'k1' }))
        ?.export()
        .toString(),
    ).toBe(OLD.slice(3));
    for (const kid of ['k3', '', '__proto__', 'constructor', '../k1', ['k1'], { k1: 1 }, null, 1]) {
      expect(keys.keyOf(token({ kid }))).toBeNull();
    }
    for (const bad of ['', '.', 'null', 'e30', token(null), token('k1'), token([]), '\ud800']) {
      expect(keys.keyOf(bad)).toBeNull();
    }
  });
});
