import { describe, expect, it } from 'vitest';
import type { GivenUser } from '../setup/given/users.js';
import { useApi } from '../setup/test-api.js';

interface Line {
  readonly id: string;
  readonly email: string;
}

type Body = Record<string, unknown> & { code?: string; items?: Line[]; nextCursor?: string | null };

const NOWHERE = '7f4df5a5-6a5b-4a3f-8f7e-0d2f1a3b4c5d';

describe('Administration of users', () => {
  const t = useApi();
  const call = (
    by: { readonly token: string },
    method: string,
    path: string,
    body?: unknown,
    ifMatch?: string,
  ) =>
    t.http<Body>(method, `/api/v1/admin/users${path}`, {
      token: by.token,
      body,
      headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
    });
  const meStatus = async (user: { readonly token: string }) =>
    (await t.http('GET', '/api/v1/me', { token: user.token })).status;
  const idOf = async (code: string) => {
    const { rows } = await t.owner.query<{ id: string }>(
      'SELECT id FROM user_roles WHERE code = $1',
      [code],
    );
    return rows[0]?.id ?? '';
  };
  const row = async (id: string) => {
    const { rows } = await t.owner.query<Record<string, unknown>>(
      'SELECT * FROM users WHERE id = $1',
      [id],
    );
    return rows[0] ?? {};
  };
  /** Every way in which staff lays hands on an account. */
  const hands = (by: GivenUser, id: string, roleId: string) => [
    call(by, 'PUT', `/${id}/role`, { roleId }),
    call(by, 'POST', `/${id}/lock`),
    call(by, 'POST', `/${id}/unlock`),
    call(by, 'POST', `/${id}/reset-password`),
    call(by, 'POST', `/${id}/act`, { reason: 'To see' }),
    call(by, 'DELETE', `/${id}/sessions`),
    call(by, 'DELETE', `/${id}/sessions/${NOWHERE}`),
    call(by, 'DELETE', `/${id}/mfa`),
    call(by, 'DELETE', `/${id}/api-keys/${NOWHERE}`),
  ];

  it('finds people by the beginning of what they are called, by role, state and time', async () => {
    const admin = await t.given.admin();
    const anna = await t.given.customer({
      email: 'Qanna.b@example.com',
      username: 'zz-anna',
      firstName: 'Qina',
    });
    const locked = await t.given.customer({ username: 'qlocked', locked: true, verified: false });
    const named = await t.given.customer({ lastName: 'Qu_%k' });
    const moderator = await t.given.moderator({ username: 'qmod' });
    const ids = async (query: string) =>
      ((await call(admin, 'GET', `?limit=100&${query}`)).body.items ?? []).map(({ id }) => id);
    expect((await ids('q=qanna.b')).sort()).toEqual([anna.id]);
    expect(await ids('q=QI')).toEqual([anna.id]);
    expect(await ids('q=zz-a')).toEqual([anna.id]);
    expect(await ids('q=anna.b')).toEqual([]);
    expect(await ids('q=qu_%25')).toEqual([named.id]);
    expect(await ids('q=q%25')).toEqual([]);
    expect(await ids('q=qlocked&locked=true')).toEqual([locked.id]);
    expect(await ids('q=qlocked&locked=false')).toEqual([]);
    expect(await ids('q=qlocked&verified=false')).toEqual([locked.id]);
    expect(await ids('q=qmod&role=moderator')).toEqual([moderator.id]);
    expect(await ids('q=qmod&role=user')).toEqual([]);
    const soon = new Date(Date.now() + 60_000).toISOString();
    expect(await ids(`q=qmod&createdFrom=${soon}`)).toEqual([]);
    expect(await ids(`q=qmod&createdTo=${soon}&createdFrom=2020-01-01`)).toEqual([moderator.id]);
    await t.owner.query('UPDATE users SET deleted_at = now() WHERE id = $1', [named.id]);
    expect(await ids('q=qu_%25')).toEqual([]);
    for (const bad of [
      'q=a',
      'locked=yes',
      'createdFrom=soon',
      'sort=phone',
      'page=2',
      'role=A',
      'cursor=x',
    ]) {
      expect((await call(admin, 'GET', `?${bad}`)).status, bad).toBe(400);
    }
  });

  it('walks the list both ways without losing or doubling anybody', async () => {
    const admin = await t.given.admin();
    for (let count = 0; count < 4; count += 1) await t.given.customer();
    const walk = async (sort: string) => {
      const seen: string[] = [];
      let cursor: string | null | undefined = null;
      do {
        const after: string = cursor === null ? '' : `&cursor=${cursor ?? ''}`;
        const page = await call(admin, 'GET', `?limit=3&sort=${sort}${after}`);
        expect(page.status).toBe(200);
        seen.push(...(page.body.items ?? []).map(({ id }) => id));
        cursor = page.body.nextCursor;
      } while (cursor !== null);
      return seen;
    };
    const newest = await walk('-createdAt');
    const { rows } = await t.owner.query(
      'SELECT count(*)::int AS count FROM users WHERE deleted_at IS NULL',
    );
    expect(rows).toEqual([{ count: newest.length }]);
    expect(new Set(newest).size).toBe(newest.length);
    expect(await walk('createdAt')).toEqual([...newest].reverse());
  });

  it('shows an account without what it is opened with', async () => {
    const admin = await t.given.admin();
    const user = await t.given.customer();
    await t.given.session(user);
    await t.given.apiKey(user, { orders: 'r' });
    const answer = await call(admin, 'GET', `/${user.id}`);
    expect(answer.body).toMatchObject({
      id: user.id,
      email: user.email,
      role: 'user',
      locked: false,
      hasSecondFactor: false,
      sessions: 2,
      apiKeys: 1,
      passwordChangedAt: null,
    });
    expect(answer.body['lastLoginAt']).not.toBeNull();
    expect(answer.text).not.toMatch(/hash|\$2b\$/i);
    expect((await call(admin, 'GET', `/${NOWHERE}`)).body.code).toBe('users.not_found');
  });

  it('locks and unlocks: every session ends at once, and stays ended', async () => {
    const staff = await t.given.staff({ users: 'rw' });
    const user = await t.given.customer();
    const key = await t.given.apiKey(await t.given.staff({ orders: 'r' }), { orders: 'r' });
    expect((await call(staff, 'POST', `/${user.id}/lock`)).status).toBe(204);
    expect(await meStatus(user)).toBe(401);
    const login = () =>
      t.http('POST', '/api/v1/auth/login', {
        body: { login: user.email, password: user.password },
      });
    expect((await login()).body['code']).toBe('auth.invalid_credentials');
    expect((await call(staff, 'POST', `/${user.id}/unlock`)).status).toBe(204);
    expect(await meStatus(user)).toBe(401);
    const refresh = await t.http('POST', '/api/v1/auth/refresh', {
      body: { refreshToken: user.refreshToken },
    });
    expect(refresh.status).toBe(401);
    expect((await login()).status).toBe(200);
    expect((await t.http('GET', '/api/v1/me/permissions', { token: key.token })).status).toBe(200);
  });

  it('gives a role that counts from the next request on, with If-Match', async () => {
    const admin = await t.given.admin();
    const user = await t.given.customer();
    const etag = (await call(admin, 'GET', `/${user.id}`)).headers.get('etag') ?? '';
    const roleId = await idOf('moderator');
    const rights = async () =>
      (
        (await t.http<Body>('GET', '/api/v1/me/permissions', { token: user.token })).body.items ??
        []
      ).length;
    expect(await rights()).toBe(0);
    expect((await call(admin, 'PUT', `/${user.id}/role`, { roleId }, '"old"')).status).toBe(412);
    expect((await call(admin, 'PUT', `/${user.id}/role`, { roleId }, etag)).body['role']).toBe(
      'moderator',
    );
    expect(await rights()).toBe(3);
    expect((await call(admin, 'POST', `/${user.id}/lock`, undefined, etag)).status).toBe(412);
    expect(
      (await call(admin, 'PUT', `/${user.id}/role`, { roleId: await idOf('user') })).status,
    ).toBe(200);
    expect(await rights()).toBe(0);
    expect((await call(admin, 'PUT', `/${user.id}/role`, { roleId: NOWHERE })).body.code).toBe(
      'access.unknown_role',
    );
    expect((await call(admin, 'PUT', `/${NOWHERE}/role`, { roleId })).body.code).toBe(
      'users.not_found',
    );
  });

  it('forces a new password: the old one, sessions, keys and links are void, the code is mailed', async () => {
    const admin = await t.given.admin();
    const user = await t.given.staff({ orders: 'r' });
    const key = await t.given.apiKey(user, { orders: 'r' });
    await t.owner.query(
      `INSERT INTO user_identities (user_id, issuer, subject_hash) VALUES ($1, 'https://id.example', $2)`,
      [user.id, 'f'.repeat(64)],
    );
    expect((await call(admin, 'POST', `/${user.id}/reset-password`)).status).toBe(202);
    const links = await t.owner.query('SELECT 1 FROM user_identities WHERE user_id = $1', [
      user.id,
    ]);
    expect(links.rowCount).toBe(0);
    expect(await meStatus(user)).toBe(401);
    expect((await t.http('GET', '/api/v1/me/permissions', { token: key.token })).status).toBe(401);
    const login = await t.http('POST', '/api/v1/auth/login', {
      body: { login: user.email, password: user.password },
    });
    expect(login.status).toBe(401);
    const jobs = await t.outboxOf('send-reset');
    expect(jobs.filter(({ aggregate_id: id }) => id === user.id)).toHaveLength(1);
  });

  it('lists sessions, ends one, ends all', async () => {
    const staff = await t.given.staff({ users: 'rw' });
    const user = await t.given.customer();
    const second = await t.given.session(user);
    const other = await t.given.customer();
    const listed = (await call(staff, 'GET', `/${user.id}/sessions`)).body.items ?? [];
    expect(listed.map(({ id }) => id).sort()).toEqual([user.sessionId, second.sessionId].sort());
    const end = async (id: string) =>
      (await call(staff, 'DELETE', `/${user.id}/sessions/${id}`)).status;
    expect(await end(second.sessionId)).toBe(204);
    expect(await meStatus(second)).toBe(401);
    expect(await end(second.sessionId)).toBe(404);
    expect(await end(other.sessionId)).toBe(404);
    expect(await meStatus(other)).toBe(200);
    expect((await call(staff, 'DELETE', `/${user.id}/sessions`)).status).toBe(204);
    expect(await meStatus(user)).toBe(401);
    expect((await call(staff, 'GET', `/${NOWHERE}/sessions`)).status).toBe(404);
  });

  it('nobody lays hands on those who may do more than he, nor on himself', async () => {
    const staff = await t.given.staff({ users: 'rwx', roles: 'rw', orders: 'r' });
    const above = await t.given.staff({ refunds: 'x' });
    const asleep = await t.given.staff({ refunds: 'x' }, { isActive: false });
    const admin = await t.given.admin();
    const userRole = await idOf('user');
    for (const target of [admin, above, asleep]) {
      const before = await row(target.id);
      for (const [index, hand] of hands(staff, target.id, userRole).entries()) {
        const { status, body } = await hand;
        expect([status, body.code], String(index)).toEqual([403, 'access.exceeds_own_rights']);
      }
      expect(await row(target.id)).toEqual(before);
      expect(await meStatus(target)).toBe(200);
    }
    for (const [index, hand] of hands(staff, staff.id, userRole).entries()) {
      expect((await hand).body.code, String(index)).toBe('access.own_account');
    }
    // Nor does he give a role that may do more, to whomever.
    const customer = await t.given.customer();
    for (const roleId of [above.roleId, asleep.roleId, await idOf('admin')]) {
      const answer = await call(staff, 'PUT', `/${customer.id}/role`, { roleId });
      expect(answer.body.code).toBe('access.exceeds_own_rights');
    }
    expect((await row(customer.id))['role_id']).toBe(userRole);
    const peer = await t.given.staff({ users: 'r', orders: 'r' });
    expect((await call(staff, 'POST', `/${peer.id}/lock`)).status).toBe(204);
    expect((await call(staff, 'PUT', `/${customer.id}/role`, { roleId: peer.roleId })).status).toBe(
      200,
    );
  });

  it('each hand takes its permission', async () => {
    const customer = await t.given.customer();
    const roleId = await idOf('user');
    const reader = await t.given.staff({ users: 'r', roles: 'rwx', orders: 'rwx' });
    for (const hand of hands(reader, customer.id, roleId))
      expect((await hand).body.code).toBe('access.forbidden');
    const writer = await t.given.staff({ users: 'w' });
    expect((await call(writer, 'GET', `/${customer.id}`)).status).toBe(403);
    expect((await call(writer, 'POST', `/${customer.id}/act`, { reason: 'To see' })).status).toBe(
      403,
    );
    expect((await call(writer, 'POST', `/${customer.id}/reset-password`)).status).toBe(403);
    const moderator = await t.given.moderator();
    for (const hand of hands(moderator, customer.id, roleId)) expect((await hand).status).toBe(403);
    expect(await meStatus(customer)).toBe(200);
  });
});

describe('The last administrator', () => {
  const t = useApi();
  const call = (by: { readonly token: string }, method: string, path: string, body?: unknown) =>
    t.http<{ code?: string }>(method, `/api/v1/admin/${path}`, { token: by.token, body });
  const idOf = async (code: string) => {
    const { rows } = await t.owner.query<{ id: string }>(
      'SELECT id FROM user_roles WHERE code = $1',
      [code],
    );
    return rows[0]?.id ?? '';
  };
  const administrators = async () => {
    const { rows } = await t.owner.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM users u JOIN user_roles r ON r.id = u.role_id
        WHERE r.code = 'admin' AND r.is_active AND NOT u.locked AND u.deleted_at IS NULL`,
    );
    return rows[0]?.count ?? 0;
  };

  it('of two who remove each other at once one stays, whatever they do', async () => {
    const userRole = await idOf('user');
    const changeRole = (by: GivenUser, id: string) =>
      call(by, 'PUT', `users/${id}/role`, { roleId: userRole });
    const lock = (by: GivenUser, id: string) => call(by, 'POST', `users/${id}/lock`);
    for (let round = 0; round < 10; round += 1) {
      const [a, b] = [await t.given.admin(), await t.given.admin()];
      expect(await administrators()).toBe(2);
      const way = round % 2 === 0 ? changeRole : lock;
      const answers = await Promise.all([way(a, b.id), way(b, a.id)]);
      const accepted = answers.filter(({ status }) => status < 300);
      expect(accepted).toHaveLength(1);
      expect(await administrators()).toBe(1);
      await t.owner.query('UPDATE users SET locked = true WHERE id = ANY ($1)', [[a.id, b.id]]);
    }
  });

  it('stays: no role change, lock, deletion, or change of the role removes him', async () => {
    const last = await t.given.admin();
    // Not the role but the rights make an administrator: this one holds all through a parent.
    const deputyRole = await t.given.role({ parentId: await idOf('admin') });
    const deputy = await t.given.userOfRole(deputyRole.code);
    await t.owner.query('UPDATE users SET locked = true WHERE id = $1', [last.id]);
    const helper = await t.given.staff({});
    const all = await t.owner.query<{ module: string }>(
      `SELECT module FROM permissions WHERE role_id = $1`,
      [await idOf('admin')],
    );
    const everything = Object.fromEntries(all.rows.map(({ module }) => [module, 'rwx']));
    await t.given.setRights(helper.roleId, everything);
    // Two hold everything now: the deputy and the helper. The helper may remove the deputy …
    expect((await call(helper, 'POST', `users/${deputy.id}/lock`)).status).toBe(204);
    // … and is the last one then: nobody is left to remove him but himself, which he may not.
    expect((await call(helper, 'POST', `users/${helper.id}/lock`)).body.code).toBe(
      'access.own_account',
    );
    expect(
      (await call(helper, 'PUT', `roles/${helper.roleId}/permissions`, { permissions: [] })).body
        .code,
    ).toBe('access.own_role');
    const gone = await t.http<{ code?: string }>('DELETE', '/api/v1/me', {
      token: helper.token,
      body: { currentPassword: helper.password },
    });
    expect(gone.body.code).toBe('access.last_administrator');
    expect(await t.http('GET', '/api/v1/me', { token: helper.token })).toMatchObject({
      status: 200,
    });
  });
});
