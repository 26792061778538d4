import { Controller, Get, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { Public, RequirePermission } from '../../src/common/http/access.decorators.js';
import { type AuthUser } from '../../src/common/http/auth-user.js';
import { OptionalUser } from '../../src/common/http/current-user.decorator.js';
import { countStatements } from '../../src/database/statement-counter.js';
import { useApi } from '../setup/test-api.js';

@Controller('probe')
class ProbeController {
  @Get('orders-run')
  @RequirePermission('orders', 'x')
  run(): { ok: boolean } {
    return { ok: true };
  }

  @Get('who')
  @Public()
  who(@OptionalUser() user: AuthUser | null): { id: string | null } {
    return { id: user?.id ?? null };
  }

  @Get('anybody')
  @Public()
  anybody(): { ok: boolean } {
    return { ok: true };
  }
}

@Module({ controllers: [ProbeController] })
class ProbeModule {}

interface Key {
  readonly id: string;
  readonly key: string;
  readonly prefix: string;
  readonly code?: string;
  readonly details?: { readonly missing?: readonly string[] };
}

const line = (module: string, actions: string) => ({
  module,
  r: actions.includes('r'),
  w: actions.includes('w'),
  x: actions.includes('x'),
});

describe('API keys', () => {
  const t = useApi({ imports: [ProbeModule] });
  const get = (path: string, token: string | null) =>
    t.http<{ code?: string; items?: { id: string }[] }>('GET', `/api/v1/${path}`, { token });
  const run = async (token: string) => (await get('probe/orders-run', token)).status;
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const create = (by: { readonly token: string; readonly password?: string }, more: object = {}) =>
    t.http<Key>('POST', '/api/v1/me/api-keys', {
      token: by.token,
      body: {
        name: 'Stock sync',
        permissions: [line('orders', 'x')],
        expiresAt: inDays(30),
        currentPassword: by.password,
        ...more,
      },
    });
  const staff = () => t.given.staff({ orders: 'rx', users: 'r' });

  it('is shown once, works for what it was made for, and is kept as a hash', async () => {
    const owner = await staff();
    const made = await create(owner);
    expect(made.status).toBe(201);
    expect(made.headers.get('cache-control')).toBe('no-store');
    const { id, key, prefix } = made.body;
    expect(key).toMatch(/^eshop_[0-9a-f]{12}_[0-9a-f]{64}$/);
    expect(key.slice('eshop_'.length)).toMatch(new RegExp(`^${prefix}_`));
    expect(await run(key)).toBe(200);
    expect((await get('admin/users', key)).body.code).toBe('access.forbidden');
    const stored = await t.owner.query<{ text: string }>(
      'SELECT k::text AS text FROM api_keys k WHERE id = $1',
      [id],
    );
    expect(stored.rows[0]?.text).not.toContain(key.slice(-64));
    const listed = await get('me/api-keys', owner.token);
    expect(listed.body.items).toMatchObject([
      { id, name: 'Stock sync', permissions: [line('orders', 'x')] },
    ]);
    expect(listed.text).not.toContain(key.slice(-64));
    const audit = await t.owner.query<{ text: string }>(
      `SELECT a::text AS text FROM audit_log a WHERE table_name = 'api_keys' AND row_id = $1`,
      [id],
    );
    expect(audit.rows).toHaveLength(1);
    expect(audit.rows[0]?.text).not.toContain('key_hash');
  });

  it('holds no more than its maker, ends within a year, and has at least one right', async () => {
    const owner = await staff();
    const above = await create(owner, {
      permissions: [line('orders', 'rwx'), line('refunds', 'x')],
    });
    expect([above.status, above.body.code, above.body.details]).toEqual([
      403,
      'access.exceeds_own_rights',
      { missing: ['orders:w', 'refunds:x'] },
    ]);
    const customer = await t.given.customer();
    expect((await create(customer)).body.code).toBe('access.exceeds_own_rights');
    expect((await create(owner, { permissions: [line('fax', 'r')] })).body.code).toBe(
      'access.unknown_module',
    );
    for (const bad of [
      { permissions: [] },
      { permissions: [line('orders', '')] },
      { expiresAt: inDays(-1) },
      { expiresAt: inDays(366) },
    ]) {
      expect((await create(owner, bad)).status, JSON.stringify(bad)).toBe(422);
    }
    const odd = [
      { expiresAt: undefined },
      { expiresAt: 'never' },
      { expiresAt: 1e15 },
      { expiresAt: '9999999-01-01' },
      { name: '' },
      { permissions: null },
      { userId: customer.id },
    ];
    for (const bad of odd) expect((await create(owner, bad)).status, JSON.stringify(bad)).toBe(400);
    expect((await create(owner, { expiresAt: inDays(364) })).status).toBe(201);
    const { rows } = await t.owner.query(
      'SELECT count(*)::int AS count FROM api_keys WHERE user_id = $1',
      [owner.id],
    );
    expect(rows).toEqual([{ count: 1 }]);
  });

  it('is made by whoever proves again that it is he, and not by a key', async () => {
    const owner = await staff();
    expect((await create(owner, { currentPassword: 'wrong' })).status).toBe(403);
    expect((await create({ token: owner.token })).status).toBe(403);
    const key = await t.given.apiKey(owner, { orders: 'rx' });
    expect((await create({ ...key, password: owner.password })).body.code).toBe(
      'access.api_key_not_allowed',
    );
    const { rows } = await t.owner.query(
      'SELECT count(*)::int AS count FROM api_keys WHERE user_id = $1',
      [owner.id],
    );
    expect(rows).toEqual([{ count: 1 }]);
  });

  it('wrong, revoked, over, or of an account that is shut: the same 401 as for any bad token', async () => {
    const owner = await staff();
    const good = await t.given.apiKey(owner, { orders: 'x' });
    const locked = await staff();
    const gone = await staff();
    const keys = [
      await t.given.apiKey(owner, { orders: 'x' }, { revoked: true }),
      await t.given.apiKey(owner, { orders: 'x' }, { expiresAt: new Date(Date.now() - 1_000) }),
      await t.given.apiKey(locked, { orders: 'x' }),
      await t.given.apiKey(gone, { orders: 'x' }),
      { token: `${good.token.slice(0, -1)}${good.token.endsWith('0') ? '1' : '0'}` },
      { token: good.token.toUpperCase() },
      { token: `${good.token}0` },
      { token: good.token.slice(0, 18) },
    ];
    await t.owner.query('UPDATE users SET locked = true WHERE id = $1', [locked.id]);
    await t.owner.query('UPDATE users SET deleted_at = now() WHERE id = $1', [gone.id]);
    const bare = ({ status, body }: Awaited<ReturnType<typeof get>>) => ({
      status,
      ...body,
      requestId: '',
    });
    const bad = bare(await get('probe/orders-run', 'bad'));
    expect(bad).toMatchObject({ status: 401, code: 'access.unauthenticated' });
    for (const { token } of keys)
      expect(bare(await get('probe/orders-run', token)), token).toEqual(bad);
    expect(await run(good.token)).toBe(200);
  });

  it('may do what its owner may do now, and no more than it was made for', async () => {
    const owner = await staff();
    const key = await t.given.apiKey(owner, { orders: 'x', refunds: 'x' });
    const may = async () => (await get('me/permissions', key.token)).body.items;
    expect(await may()).toEqual([line('orders', 'x')]);
    await t.given.setRights(owner.roleId, { refunds: 'rx' });
    expect(await run(key.token)).toBe(403);
    expect(await may()).toEqual([line('refunds', 'x')]);
    await t.given.setRights(owner.roleId, { orders: 'rwx' });
    expect(await run(key.token)).toBe(200);
    await t.owner.query('UPDATE user_roles SET is_active = false WHERE id = $1', [owner.roleId]);
    expect(await run(key.token)).toBe(403);
    expect(await may()).toEqual([]);
  });

  it('gives through the routes of staff no more than the key itself holds', async () => {
    const owner = await t.given.admin();
    const key = await t.given.apiKey(owner, { roles: 'rw', orders: 'r' });
    const role = await t.given.role();
    const set = (permissions: object[]) =>
      t.http<Key>('PUT', `/api/v1/admin/roles/${role.id}/permissions`, {
        token: key.token,
        body: { permissions },
      });
    expect((await set([line('orders', 'rw')])).body.details).toEqual({ missing: ['orders:w'] });
    expect((await set([line('orders', 'r')])).status).toBe(200);
    const { rows } = await t.owner.query(
      `SELECT actor_id, api_key_id FROM audit_log WHERE table_name = 'permissions' AND api_key_id = $1`,
      [key.id],
    );
    expect(rows).toEqual([{ actor_id: owner.id, api_key_id: key.id }]);
  });

  it('is not for people’s own routes, nor for those of everybody', async () => {
    const owner = await staff();
    const key = await t.given.apiKey(owner, { orders: 'rx' });
    for (const path of ['me', 'me/sessions', 'me/api-keys', 'orders']) {
      expect((await get(path, key.token)).body.code, path).toBe('access.api_key_not_allowed');
    }
    const logout = await t.http('POST', '/api/v1/auth/logout', { token: key.token });
    expect(logout.status).not.toBe(204);
    expect((await get('probe/anybody', key.token)).status).toBe(200);
    expect((await get('probe/who', key.token)).status).toBe(401);
    expect((await get('cart', key.token)).status).toBe(401);
  });

  it('costs one round trip; its last use is noted once a minute, behind the back of the request', async () => {
    const owner = await staff();
    const key = await t.given.apiKey(owner, { orders: 'x' });
    const used = async () => {
      const { rows } = await t.owner.query<{ at: Date | null; ip: string | null }>(
        'SELECT last_used_at AS at, host(last_used_ip) AS ip FROM api_keys WHERE id = $1',
        [key.id],
      );
      return rows[0];
    };
    expect(await used()).toEqual({ at: null, ip: null });
    expect(await run(key.token)).toBe(200);
    await expect.poll(async () => (await used())?.ip).toBe('127.0.0.1');
    const first = (await used())?.at;
    const texts = await countStatements(t.get(DataSource), () => run(key.token));
    expect(texts).toHaveLength(1);
    expect((await used())?.at).toEqual(first);
    await t.owner.query(
      `UPDATE api_keys SET last_used_at = now() - interval '2 min' WHERE id = $1`,
      [key.id],
    );
    await Promise.all(Array.from({ length: 10 }, () => run(key.token)));
    await expect
      .poll(async () => ((await used())?.at?.getTime() ?? 0) > Date.now() - 30_000)
      .toBe(true);
  });

  it('a note that fails does not fail the request', async () => {
    const owner = await staff();
    const key = await t.given.apiKey(owner, { orders: 'x' });
    const rival = await t.owner.connect();
    await rival.query('BEGIN');
    await rival.query('SELECT 1 FROM api_keys WHERE id = $1 FOR UPDATE', [key.id]);
    const started = Date.now();
    expect(await run(key.token)).toBe(200);
    expect(Date.now() - started).toBeLessThan(2_000);
    await rival.query('ROLLBACK');
    rival.release();
  });

  it('is revoked by its owner, by staff who may, and by nobody else', async () => {
    const owner = await staff();
    const [one, two] = [
      await t.given.apiKey(owner, { orders: 'x' }),
      await t.given.apiKey(owner, { orders: 'x' }),
    ];
    const revoke = async (by: { readonly token: string }, path: string) =>
      (await t.http('DELETE', `/api/v1/${path}`, { token: by.token })).status;
    const stranger = await t.given.customer();
    expect(await revoke(stranger, `me/api-keys/${one.id}`)).toBe(404);
    expect(
      await revoke(
        await t.given.staff({ users: 'rw' }),
        `admin/users/${owner.id}/api-keys/${one.id}`,
      ),
    ).toBe(403);
    expect(await run(one.token)).toBe(200);
    expect(await revoke(owner, `me/api-keys/${one.id}`)).toBe(204);
    expect(await revoke(owner, `me/api-keys/${one.id}`)).toBe(404);
    expect(await run(one.token)).toBe(401);
    const admin = await t.given.admin();
    const path = `admin/users/${owner.id}/api-keys`;
    expect((await get(path, admin.token)).body.items?.map(({ id }) => id).sort()).toEqual(
      [one.id, two.id].sort(),
    );
    expect(await revoke(admin, `admin/users/${stranger.id}/api-keys/${two.id}`)).toBe(404);
    expect(await revoke(admin, `${path}/${two.id}`)).toBe(204);
    expect(await run(two.token)).toBe(401);
  });

  it('twenty are enough, also when they are made at once', async () => {
    const owner = await staff();
    for (let count = 0; count < 18; count += 1) await t.given.apiKey(owner, { orders: 'x' });
    const answers = await Promise.all(Array.from({ length: 4 }, () => create(owner)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 422, 422]);
  });
});

describe('A role that asks for a second factor', () => {
  const t = useApi({ imports: [ProbeModule] });
  const get = (path: string, token: string) =>
    t.http<{ code?: string; mfaMissing?: boolean; items?: unknown[] }>('GET', `/api/v1/${path}`, {
      token,
    });
  const show = (sessionId: string) =>
    t.owner.query('UPDATE user_sessions SET mfa_at = now() WHERE id = $1', [sessionId]);

  it('has rights only in sessions that showed one; what is one’s own needs none', async () => {
    const parent = await t.given.role({ requiresMfa: true });
    const own = await t.given.staff({ orders: 'x' }, { requiresMfa: true });
    const heir = await t.given.staff({ orders: 'x' }, { parentId: parent.id });
    for (const staff of [own, heir]) {
      expect((await get('probe/orders-run', staff.token)).body.code).toBe('access.mfa_required');
      expect((await get('admin/users', staff.token)).body.code).toBe('access.forbidden');
      expect((await get('me/permissions', staff.token)).body).toMatchObject({
        mfaMissing: true,
        items: [],
      });
      expect((await get('me', staff.token)).status).toBe(200);
      await show(staff.sessionId);
      expect((await get('probe/orders-run', staff.token)).status).toBe(200);
      expect((await get('me/permissions', staff.token)).body).toMatchObject({
        mfaMissing: false,
        items: [line('orders', 'x')],
      });
      const other = await t.given.session(staff);
      expect((await get('probe/orders-run', other.token)).body.code).toBe('access.mfa_required');
    }
  });

  it('counts for keys that were made in such a session, and makes none in another', async () => {
    const staff = await t.given.staff({ orders: 'x' }, { requiresMfa: true });
    const without = await t.given.apiKey(staff, { orders: 'x' });
    const withOne = await t.given.apiKey(staff, { orders: 'x' }, { mfa: true });
    expect((await get('probe/orders-run', without.token)).body.code).toBe('access.mfa_required');
    expect((await get('probe/orders-run', withOne.token)).status).toBe(200);
    const create = () =>
      t.http<Key>('POST', '/api/v1/me/api-keys', {
        token: staff.token,
        body: {
          name: 'Sync',
          permissions: [line('orders', 'x')],
          expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
          currentPassword: staff.password,
        },
      });
    expect((await create()).body.code).toBe('access.mfa_required');
    await show(staff.sessionId);
    const made = await create();
    expect(made.status).toBe(201);
    expect((await get('probe/orders-run', made.body.key)).status).toBe(200);
  });
});
