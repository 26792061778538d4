import { describe, expect, it } from 'vitest';
import type { GivenUser } from '../setup/given/users.js';
import { useApi } from '../setup/test-api.js';

interface Tokens {
  accessToken: string;
  refreshToken: string;
  sessionId: string;
}

describe('Sessions', () => {
  const t = useApi();
  const refresh = (refreshToken: string) =>
    t.http<Tokens>('POST', '/api/v1/auth/refresh', { body: { refreshToken } });
  const statusOfMe = async (token: string) => (await t.http('GET', '/api/v1/me', { token })).status;
  const age = (user: GivenUser, seconds: number) =>
    t.owner.query(
      `UPDATE user_sessions SET rotated_at = rotated_at - $2 * interval '1 second' WHERE user_id = $1`,
      [user.id, seconds],
    );

  it('50 requests at once with one token all get the same successor, and one row is added', async () => {
    const user = await t.given.customer();
    const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(user.refreshToken)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const successors = new Set(answers.map(({ body }) => body.refreshToken));
    expect(successors.size).toBe(1);
    const { rows } = await t.owner.query(
      `SELECT count(*)::int AS rows, count(*) FILTER (WHERE rotated_at IS NULL)::int AS live,
              bool_or(blocked) AS blocked FROM user_sessions WHERE user_id = $1`,
      [user.id],
    );
    expect(rows).toEqual([{ rows: 2, live: 1, blocked: false }]);
    expect((await refresh([...successors][0] ?? '')).status).toBe(200);
  });

  it('eleven seconds later the same token ends the whole family', async () => {
    const user = await t.given.customer();
    const next = await refresh(user.refreshToken);
    expect((await refresh(user.refreshToken)).body.refreshToken).toBe(next.body.refreshToken);
    await age(user, 11);
    expect((await refresh(user.refreshToken)).status).toBe(401);
    expect((await refresh(next.body.refreshToken)).status).toBe(401);
    expect(await statusOfMe(next.body.accessToken)).toBe(401);
  });

  it('within the ten seconds only the token before the live one is forgiven', async () => {
    const user = await t.given.customer();
    const second = await refresh(user.refreshToken);
    const third = await refresh(second.body.refreshToken);
    expect((await refresh(second.body.refreshToken)).body.refreshToken).toBe(
      third.body.refreshToken,
    );
    expect((await refresh(user.refreshToken)).status).toBe(401);
    expect((await refresh(third.body.refreshToken)).status).toBe(401);
  });

  it('a rotation that is under way while a stolen token shows up leaves nothing open', async () => {
    const user = await t.given.customer();
    const next = await refresh(user.refreshToken);
    await age(user, 60);
    // The rotation of the live token, stopped just before its commit.
    const rotation = await t.db.connect();
    await rotation.query('BEGIN');
    await rotation.query('SELECT id FROM user_sessions WHERE id = $1 FOR NO KEY UPDATE', [
      user.sessionId,
    ]);
    await rotation.query(
      `WITH old AS (UPDATE user_sessions SET rotated_at = now()
                     WHERE family_id = $1 AND rotated_at IS NULL RETURNING *)
       INSERT INTO user_sessions (user_id, family_id, parent_id, refresh_token, client_ip, expired_at)
       SELECT user_id, family_id, id, 'successor', client_ip, expired_at FROM old`,
      [user.sessionId],
    );
    const stolen = refresh(user.refreshToken);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await rotation.query('COMMIT');
    rotation.release();
    expect((await stolen).status).toBe(401);
    expect(await statusOfMe(next.body.accessToken)).toBe(401);
    const { rows } = await t.owner.query(
      'SELECT count(*)::int AS open FROM user_sessions WHERE user_id = $1 AND NOT blocked',
      [user.id],
    );
    expect(rows).toEqual([{ open: 0 }]);
  });

  it('the end of the family does not move with its rotations', async () => {
    const user = await t.given.customer();
    const { rows } = await t.owner.query<{ end: Date }>(
      'SELECT expired_at AS end FROM user_sessions WHERE id = $1',
      [user.sessionId],
    );
    const next = await t.http<{ refreshExpiresAt: string }>('POST', '/api/v1/auth/refresh', {
      body: { refreshToken: user.refreshToken },
    });
    expect(next.body.refreshExpiresAt).toBe(rows[0]?.end.toISOString());
  });

  it('over, locked, deleted, blocked: neither token is good for anything', async () => {
    const ends = [
      `UPDATE user_sessions SET expired_at = now() WHERE user_id = $1`,
      `UPDATE user_sessions SET blocked = true WHERE user_id = $1`,
      `UPDATE users SET locked = true WHERE id = $1`,
      `UPDATE users SET deleted_at = now() WHERE id = $1`,
    ];
    for (const sql of ends) {
      const user = await t.given.customer();
      expect(await statusOfMe(user.token)).toBe(200);
      await t.owner.query(sql, [user.id]);
      expect(await statusOfMe(user.token), sql).toBe(401);
      expect((await refresh(user.refreshToken)).status, sql).toBe(401);
    }
  });

  it('a token of the second in which the password changed is refused by its version', async () => {
    const user = await t.given.customer();
    await t.owner.query(
      'UPDATE users SET password_changed_at = now(), session_version = session_version + 1 WHERE id = $1',
      [user.id],
    );
    expect(await statusOfMe(user.token)).toBe(401);
    const other = await t.given.customer();
    await t.owner.query(
      `UPDATE users SET password_changed_at = now() + interval '5 s' WHERE id = $1`,
      [other.id],
    );
    expect(await statusOfMe(other.token)).toBe(401);
  });

  it('lists what counts, ends one, ends the others; another person sees a 404', async () => {
    const user = await t.given.customer();
    const second = await t.given.session(user);
    const third = await t.given.session(user);
    const stranger = await t.given.customer();
    const list = () =>
      t.http<{ items: { id: string; current: boolean }[]; nextCursor: string | null }>(
        'GET',
        '/api/v1/me/sessions',
        { token: user.token },
      );
    const items = (await list()).body.items;
    expect(items.map(({ id }) => id).sort()).toEqual(
      [user.sessionId, second.sessionId, third.sessionId].sort(),
    );
    expect(items.filter(({ current }) => current).map(({ id }) => id)).toEqual([user.sessionId]);

    const end = (id: string, token: string) =>
      t.http('DELETE', `/api/v1/me/sessions/${id}`, { token });
    const foreign = await end(second.sessionId, stranger.token);
    const random = await end('7f4df5a5-6a5b-4a3f-8f7e-0d2f1a3b4c5d', stranger.token);
    const same = ({ status, body }: typeof foreign) => ({
      status,
      ...body,
      instance: '',
      requestId: '',
    });
    expect(same(foreign)).toEqual(same(random));
    expect(foreign.status).toBe(404);
    expect(await statusOfMe(second.token)).toBe(200);

    expect((await end(second.sessionId, user.token)).status).toBe(204);
    expect(await statusOfMe(second.token)).toBe(401);
    expect((await t.http('DELETE', '/api/v1/me/sessions', { token: user.token })).status).toBe(204);
    expect(await statusOfMe(third.token)).toBe(401);
    expect(await statusOfMe(user.token)).toBe(200);
    expect((await list()).body.items).toHaveLength(1);
  });

  it('pages through many sessions without losing or doubling one', async () => {
    const user = await t.given.customer();
    for (let count = 0; count < 4; count += 1) await t.given.session(user);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const path: string = `/api/v1/me/sessions?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`;
      const page = await t.http<{ items: { id: string }[]; nextCursor: string | null }>(
        'GET',
        path,
        {
          token: user.token,
        },
      );
      seen.push(...page.body.items.map(({ id }) => id));
      cursor = page.body.nextCursor;
    } while (cursor !== null);
    expect(seen).toHaveLength(5);
    expect(new Set(seen).size).toBe(5);
  });
});
