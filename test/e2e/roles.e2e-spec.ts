import { describe, expect, it } from 'vitest';
import type { GivenRights, GivenStaff } from '../setup/given/staff.js';
import type { GivenUser } from '../setup/given/users.js';
import { useApi } from '../setup/test-api.js';

interface Role {
  readonly id: string;
  readonly code: string;
  readonly isActive: boolean;
  readonly parentId: string | null;
}

interface Permission {
  readonly module: string;
  readonly r: boolean;
  readonly w: boolean;
  readonly x: boolean;
}

const NOWHERE = '7f4df5a5-6a5b-4a3f-8f7e-0d2f1a3b4c5d';

/** `{ orders: 'rx' }` as the API takes it. */
function table(rights: GivenRights): Permission[] {
  return Object.entries(rights).map(([module, actions]) => ({
    module,
    r: actions.includes('r'),
    w: actions.includes('w'),
    x: actions.includes('x'),
  }));
}

describe('Roles', () => {
  const t = useApi();
  let counter = 0;
  const freshCode = () => `made-${(counter += 1)}`;

  const call = <Body = Role>(
    by: { readonly token: string },
    method: string,
    path: string,
    body?: unknown,
    ifMatch?: string,
  ) =>
    t.http<Body & { code: string; details?: { missing?: string[] } }>(
      method,
      `/api/v1/admin/${path}`,
      {
        token: by.token,
        body,
        headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
      },
    );
  const create = (by: GivenUser, more: object = {}) =>
    call(by, 'POST', 'roles', { code: freshCode(), name: 'Made', ...more });
  const setRights = (by: GivenUser, roleId: string, rights: GivenRights, ifMatch?: string) =>
    call(by, 'PUT', `roles/${roleId}/permissions`, { permissions: table(rights) }, ifMatch);
  const storedRights = async (roleId: string) => {
    const { rows } = await t.owner.query<{ name: string }>(
      `SELECT module || ':' || concat(CASE WHEN r THEN 'r' END, CASE WHEN w THEN 'w' END, CASE WHEN x THEN 'x' END)
              AS name FROM permissions WHERE role_id = $1 ORDER BY module`,
      [roleId],
    );
    return rows.map(({ name }) => name);
  };
  const idOf = async (code: string) => {
    const { rows } = await t.owner.query<{ id: string }>(
      'SELECT id FROM user_roles WHERE code = $1',
      [code],
    );
    return rows[0]?.id ?? '';
  };
  const clerk = (): Promise<GivenStaff> =>
    t.given.staff({ roles: 'rw', users: 'rw', orders: 'rx' });

  it('the defaults: administrators everything, moderators content, customers nothing', async () => {
    const admin = await t.given.admin();
    const modules = (await call<{ items: { module: string }[] }>(admin, 'GET', 'permissions')).body
      .items;
    const rightsOf = async (code: string) =>
      (
        await call<{ permissions: Permission[] }>(
          admin,
          'GET',
          `roles/${await idOf(code)}/permissions`,
        )
      ).body.permissions;
    expect(await rightsOf('admin')).toEqual(
      modules
        .map(({ module }) => ({ module, r: true, w: true, x: true }))
        .sort((a, b) => (a.module < b.module ? -1 : 1)),
    );
    expect(await rightsOf('moderator')).toEqual([
      { module: 'catalog', r: true, w: true, x: false },
      { module: 'media', r: true, w: true, x: false },
      { module: 'reviews', r: true, w: true, x: true },
    ]);
    expect(await rightsOf('user')).toEqual([]);
  });

  it('are made, read, changed, listed and deleted', async () => {
    const admin = await t.given.admin();
    const made = await create(admin, {
      description: 'Answers customers',
      permissions: table({ orders: 'rx', users: 'r' }),
    });
    expect(made.status).toBe(201);
    const { id } = made.body;
    const etag = made.headers.get('etag') ?? '';
    const read = await call(admin, 'GET', `roles/${id}`);
    expect(read.body).toEqual(made.body);
    expect(read.headers.get('etag')).toContain(etag.slice(0, -1));
    expect(await storedRights(id)).toEqual(['orders:rx', 'users:r']);

    const child = await create(admin, { parentId: id, permissions: table({ media: 'w' }) });
    const rights = await call<{ permissions: Permission[]; effective: Permission[] }>(
      admin,
      'GET',
      `roles/${child.body.id}/permissions`,
    );
    expect(rights.body.permissions).toEqual(table({ media: 'w' }));
    expect(rights.body.effective).toEqual(table({ users: 'r', media: 'w', orders: 'rx' }));

    const renamed = await call(
      admin,
      'PATCH',
      `roles/${id}`,
      { name: 'Support', description: null },
      etag,
    );
    expect(renamed.body).toMatchObject({ name: 'Support', description: null, isActive: true });
    const codes = (await call<{ items: Role[] }>(admin, 'GET', 'roles?limit=100')).body.items.map(
      ({ code }) => code,
    );
    expect(codes).toEqual([...codes].sort());
    expect(codes).toEqual(expect.arrayContaining(['admin', 'moderator', 'user', made.body.code]));

    expect((await call(admin, 'DELETE', `roles/${id}`)).body.code).toBe('access.role_in_use');
    expect((await call(admin, 'DELETE', `roles/${child.body.id}`)).status).toBe(204);
    expect((await call(admin, 'DELETE', `roles/${id}`)).status).toBe(204);
    expect((await call(admin, 'GET', `roles/${id}`)).status).toBe(404);
  });

  it('an outdated If-Match is a 412 and changes nothing; the one just seen, and none, pass', async () => {
    const admin = await t.given.admin();
    const { id } = await t.given.role({ rights: { orders: 'r' } });
    const etag = (await call(admin, 'GET', `roles/${id}`)).headers.get('etag') ?? '';
    expect((await setRights(admin, id, { orders: 'rw' }, etag)).status).toBe(200);
    for (const attempt of [
      setRights(admin, id, {}, etag),
      call(admin, 'PATCH', `roles/${id}`, { isActive: false }, etag),
      call(admin, 'DELETE', `roles/${id}`, undefined, etag),
      setRights(admin, id, {}, '"nonsense"'),
    ]) {
      expect((await attempt).status).toBe(412);
    }
    expect(await storedRights(id)).toEqual(['orders:rw']);
    const seen = (await call(admin, 'GET', `roles/${id}/permissions`)).headers.get('etag') ?? '';
    expect((await call(admin, 'PATCH', `roles/${id}`, { name: 'New' }, `W/${seen}`)).status).toBe(
      200,
    );
    expect((await setRights(admin, id, {}, '*')).status).toBe(200);
    expect((await setRights(admin, id, { media: 'r' })).status).toBe(200);
  });

  it('nobody gives rights that he does not hold, by whatever way', async () => {
    const staff = await clerk();
    const above = await t.given.role({ rights: { refunds: 'x' } });
    const asleep = await t.given.role({ rights: { refunds: 'x' }, isActive: false });
    const mine = await t.given.role({ rights: { orders: 'r' } });
    const parent = await t.given.role({ rights: { orders: 'r' } });
    const heir = await t.given.role({ rights: { refunds: 'x' }, parentId: parent.id });
    const refused = [
      create(staff, { permissions: table({ refunds: 'x' }) }),
      create(staff, { permissions: table({ orders: 'rwx' }) }),
      create(staff, { permissions: table({ refunds: 'x' }), isActive: false }),
      create(staff, { parentId: above.id }),
      create(staff, { parentId: asleep.id }),
      setRights(staff, mine.id, { orders: 'r', refunds: 'x' }),
      call(staff, 'PATCH', `roles/${mine.id}`, { parentId: above.id }),
      call(staff, 'PATCH', `roles/${asleep.id}`, { isActive: true }),
      // Nor does he touch those who may do more, directly or through what they inherit.
      setRights(staff, above.id, {}),
      call(staff, 'PATCH', `roles/${above.id}`, { name: 'Mine now' }),
      call(staff, 'DELETE', `roles/${above.id}`),
      setRights(staff, parent.id, {}),
      call(staff, 'PATCH', `roles/${heir.id}`, { parentId: null }),
    ];
    for (const [index, attempt] of refused.entries()) {
      const { status, body } = await attempt;
      expect([status, body.code], String(index)).toEqual([403, 'access.exceeds_own_rights']);
      expect(body.details?.missing, String(index)).toEqual([
        index === 1 ? 'orders:w' : 'refunds:x',
      ]);
    }
    expect(await storedRights(mine.id)).toEqual(['orders:r']);
    expect(await storedRights(above.id)).toEqual(['refunds:x']);

    expect((await create(staff, { permissions: table({ orders: 'rx' }) })).status).toBe(201);
    expect((await setRights(staff, mine.id, { orders: 'x' })).status).toBe(200);
    expect((await call(staff, 'PATCH', `roles/${mine.id}`, { parentId: parent.id })).status).toBe(
      200,
    );
  });

  it('nobody changes his own role, nor one that it inherits from', async () => {
    const base = await t.given.role({ rights: { orders: 'r' } });
    const staff = await t.given.staff({ roles: 'rw', orders: 'rwx' }, { parentId: base.id });
    for (const id of [staff.roleId, base.id]) {
      for (const attempt of [
        setRights(staff, id, { orders: 'r' }),
        call(staff, 'PATCH', `roles/${id}`, { name: 'Me' }),
        call(staff, 'PATCH', `roles/${id}`, { requiresMfa: true }),
      ]) {
        expect((await attempt).body.code).toBe('access.own_role');
      }
    }
    expect(await storedRights(base.id)).toEqual(['orders:r']);
    const admin = await t.given.admin();
    expect((await setRights(admin, await idOf('admin'), {})).body.code).toBe('access.own_role');
    expect((await setRights(admin, base.id, {})).status).toBe(200);
  });

  it('the roles of the program stay, a circle is refused, so are unknown modules, parents and codes', async () => {
    const admin = await t.given.admin();
    const other = await t.given.staff({});
    await t.given.setRights(
      other.roleId,
      Object.fromEntries((await modules()).map((name) => [name, 'rwx'])),
    );
    expect((await call(admin, 'DELETE', `roles/${await idOf('user')}`)).body.code).toBe(
      'access.role_protected',
    );
    expect((await call(other, 'DELETE', `roles/${await idOf('admin')}`)).body.code).toBe(
      'access.role_protected',
    );
    const a = await t.given.role();
    const b = await t.given.role({ parentId: a.id });
    const circle = await call(admin, 'PATCH', `roles/${a.id}`, { parentId: b.id });
    expect([circle.status, circle.body.code]).toEqual([422, 'access.role_cycle']);
    expect((await call(admin, 'PATCH', `roles/${a.id}`, { parentId: a.id })).body.code).toBe(
      'access.role_cycle',
    );
    expect((await setRights(admin, a.id, { order: 'r' })).body.code).toBe('access.unknown_module');
    expect((await create(admin, { parentId: NOWHERE })).body.code).toBe('access.unknown_role');
    expect((await call(admin, 'PATCH', `roles/${a.id}`, { parentId: NOWHERE })).body.code).toBe(
      'access.unknown_role',
    );
    expect((await create(admin, { code: a.code })).body.code).toBe('access.role_code_taken');
    expect((await setRights(admin, NOWHERE, {})).body.code).toBe('access.role_not_found');
  });

  const modules = async () => {
    const admin = await t.given.admin();
    const answer = await call<{ items: { module: string }[] }>(admin, 'GET', 'permissions');
    return answer.body.items.map(({ module }) => module);
  };

  it('odd bodies are a 400', async () => {
    const admin = await t.given.admin();
    const { id } = await t.given.role();
    const line = { module: 'orders', r: true, w: false, x: false };
    const bodies = [
      {},
      { permissions: null },
      { permissions: [null] },
      { permissions: [line, line] },
      { permissions: [{ ...line, r: 'true' }] },
      { permissions: [{ ...line, admin: true }] },
      {
        permissions: Array.from({ length: 101 }, (_, index) => ({ ...line, module: `m${index}` })),
      },
    ];
    for (const body of bodies) {
      const answer = await call(admin, 'PUT', `roles/${id}/permissions`, body);
      expect(answer.status, JSON.stringify(body)).toBe(400);
    }
    for (const patch of [
      { code: 'new' },
      { name: '' },
      { name: null },
      { isActive: null },
      { parentId: 'x' },
    ]) {
      expect((await call(admin, 'PATCH', `roles/${id}`, patch)).status, JSON.stringify(patch)).toBe(
        400,
      );
    }
    for (const code of ['A', 'a', '1a', 'a b', 'a'.repeat(51), '']) {
      expect((await create(admin, { code })).status, code).toBe(400);
    }
  });

  it('leave their change in the audit log under the name of who made it', async () => {
    const admin = await t.given.admin();
    const { id } = await t.given.role();
    await setRights(admin, id, { orders: 'r' });
    await call(admin, 'PATCH', `roles/${id}`, { name: 'Other' });
    const { rows } = await t.owner.query(
      `SELECT table_name, action, actor_id FROM audit_log
        WHERE actor_id = $1 AND table_name IN ('user_roles', 'permissions') ORDER BY seq`,
      [admin.id],
    );
    expect(rows).toEqual([
      { table_name: 'permissions', action: 'insert', actor_id: admin.id },
      { table_name: 'user_roles', action: 'update', actor_id: admin.id },
    ]);
  });

  it('a right that is lost while the request waits is not given on', async () => {
    const staff = await clerk();
    const target = await t.given.role();
    const admin = await t.given.admin();
    // Both at once, many times: whoever comes second sees what the first has done.
    for (let round = 0; round < 8; round += 1) {
      await t.given.setRights(staff.roleId, { roles: 'rw', orders: 'rx' });
      await t.given.setRights(target.id, {});
      const [taken, given] = await Promise.all([
        setRights(admin, staff.roleId, { roles: 'rw' }),
        setRights(staff, target.id, { orders: 'x' }),
      ]);
      expect(taken.status).toBe(200);
      expect([200, 403]).toContain(given.status);
      expect(await storedRights(target.id)).toEqual(given.status === 200 ? ['orders:x'] : []);
    }
    // The lock held: the grant waits behind the loss and is refused.
    await t.given.setRights(staff.roleId, { roles: 'rw', orders: 'rx' });
    await t.given.setRights(target.id, {});
    const rival = await t.owner.connect();
    await rival.query(`BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('access.rights', 0))`);
    const waiting = setRights(staff, target.id, { orders: 'x' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await rival.query(
      `UPDATE permissions SET x = false WHERE role_id = '${staff.roleId}' AND module = 'orders'`,
    );
    await rival.query('COMMIT');
    rival.release();
    expect((await waiting).body.code).toBe('access.exceeds_own_rights');
    expect(await storedRights(target.id)).toEqual([]);
  });

  it('somebody who is locked, or loses the permission, while he waits does nothing more', async () => {
    const target = await t.given.role();
    const losses = [
      [
        401,
        'access.unauthenticated',
        (s: GivenStaff) => `UPDATE users SET locked = true WHERE id = '${s.id}'`,
      ],
      [
        403,
        'access.forbidden',
        (s: GivenStaff) => `DELETE FROM permissions WHERE role_id = '${s.roleId}'`,
      ],
      [
        403,
        'access.forbidden',
        (s: GivenStaff) => `UPDATE user_roles SET is_active = false WHERE id = '${s.roleId}'`,
      ],
    ] as const;
    for (const [status, code, loss] of losses) {
      const staff = await clerk();
      const rival = await t.owner.connect();
      await rival.query(
        `BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('access.rights', 0))`,
      );
      const waiting = setRights(staff, target.id, { orders: 'r' });
      await new Promise((resolve) => setTimeout(resolve, 300));
      await rival.query(loss(staff));
      await rival.query('COMMIT');
      rival.release();
      const answer = await waiting;
      expect([answer.status, answer.body.code]).toEqual([status, code]);
    }
    expect(await storedRights(target.id)).toEqual([]);
  });
});
