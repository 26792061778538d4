import { describe, expect, it } from 'vitest';
import type { GivenUser } from '../setup/given/users.js';
import { useApi } from '../setup/test-api.js';

interface Acting {
  readonly accessToken: string;
  readonly expiresIn: number;
  readonly sessionId: string;
  readonly code?: string;
}

const REASON = 'Ticket 4711: address in order';

describe('Acting on behalf of a customer', () => {
  const t = useApi();
  const act = (by: { readonly token: string }, id: string, body: unknown = { reason: REASON }) =>
    t.http<Acting>('POST', `/api/v1/admin/users/${id}/act`, { token: by.token, body });
  const open = async (by: { readonly token: string }, customer: GivenUser) => {
    const answer = await act(by, customer.id);
    expect(answer.status).toBe(200);
    return { token: answer.body.accessToken, ...answer.body };
  };
  const call = (by: { readonly token: string }, method: string, path: string, body?: unknown) =>
    t.http<{ code?: string; id?: string } | null>(method, `/api/v1/${path}`, {
      token: by.token,
      body,
    });
  const statusOfMe = async (by: { readonly token: string }) => (await call(by, 'GET', 'me')).status;
  const agent = () => t.given.staff({ users: 'rx' });

  it('the rows are the customer’s, the record names both, the customer sees it', async () => {
    const staff = await agent();
    const customer = await t.given.customer();
    const acting = await open(staff, customer);
    expect(acting.expiresIn).toBeGreaterThan(890);
    expect(acting.expiresIn).toBeLessThanOrEqual(900);
    expect((await call(acting, 'GET', 'me')).body?.id).toBe(customer.id);
    expect((await call(acting, 'PATCH', 'me', { firstName: 'Better' })).status).toBe(200);
    const { rows } = await t.owner.query(
      `SELECT actor_id, on_behalf_of, after ->> 'first_name' AS first_name FROM audit_log
        WHERE table_name = 'users' AND row_id = $1 AND action = 'update' ORDER BY seq DESC LIMIT 1`,
      [customer.id],
    );
    expect(rows).toEqual([{ actor_id: staff.id, on_behalf_of: customer.id, first_name: 'Better' }]);
    const opened = await t.owner.query(
      `SELECT actor_id, after ->> 'reason' AS reason, after ->> 'opened_by' AS opened_by FROM audit_log
        WHERE table_name = 'user_sessions' AND row_id = $1 AND action = 'insert'`,
      [acting.sessionId],
    );
    expect(opened.rows).toEqual([{ actor_id: staff.id, reason: REASON, opened_by: staff.id }]);
    const sessions = await t.http<{
      items: { id: string; byStaff: boolean; reason: string | null }[];
    }>('GET', '/api/v1/me/sessions', { token: customer.token });
    expect(sessions.body.items.map(({ id, byStaff, reason }) => ({ id, byStaff, reason }))).toEqual(
      expect.arrayContaining([
        { id: acting.sessionId, byStaff: true, reason: REASON },
        { id: customer.sessionId, byStaff: false, reason: null },
      ]),
    );
  });

  it('what the account is opened with stays shut, and so does everything for staff', async () => {
    const staff = await t.given.admin();
    const customer = await t.given.customer();
    const acting = await open(staff, customer);
    const shut: [string, string, unknown?][] = [
      [
        'PUT',
        'me/password',
        { currentPassword: customer.password, newPassword: 'a quiet harbour 2' },
      ],
      ['PUT', 'me/email', { currentPassword: customer.password, email: 'thief@example.com' }],
      ['PUT', 'me/phone', { currentPassword: customer.password, phoneNumber: '+12025550199' }],
      ['GET', 'me/api-keys'],
      ['POST', 'me/api-keys', {}],
      ['GET', 'me/mfa'],
      ['POST', 'me/mfa/totp', {}],
      ['GET', 'me/identities'],
      ['POST', 'me/export', {}],
      ['DELETE', 'me/sessions'],
      ['DELETE', `me/sessions/${customer.sessionId}`],
      ['DELETE', 'me', { currentPassword: customer.password }],
      ['GET', 'admin/users'],
      ['GET', 'admin/roles'],
      ['POST', `admin/users/${customer.id}/act`, { reason: REASON }],
    ];
    const before = await t.owner.query('SELECT * FROM users WHERE id = $1', [customer.id]);
    for (const [method, path, body] of shut) {
      const answer = await call(acting, method, path, body);
      expect([answer.status, answer.body?.code], `${method} ${path}`).toEqual([
        403,
        'access.not_on_behalf',
      ]);
    }
    expect((await t.owner.query('SELECT * FROM users WHERE id = $1', [customer.id])).rows).toEqual(
      before.rows,
    );
    expect((await call(acting, 'GET', 'me/permissions')).body).toMatchObject({ items: [] });
    expect(await statusOfMe(customer)).toBe(200);
  });

  it('a customer who is made staff meanwhile gives the acting one no rights', async () => {
    const staff = await agent();
    const customer = await t.given.customer();
    const acting = await open(staff, customer);
    await t.owner.query(
      `UPDATE users SET role_id = (SELECT id FROM user_roles WHERE code = 'admin') WHERE id = $1`,
      [customer.id],
    );
    expect((await call(acting, 'GET', 'admin/users')).body?.code).toBe('access.not_on_behalf');
    expect((await call(acting, 'GET', 'me/permissions')).body).toMatchObject({ items: [] });
  });

  it('only for customers, never for staff, nor for oneself, nor for a locked account, nor by a machine', async () => {
    const staff = await t.given.staff({ users: 'rx', orders: 'rwx' });
    const clerk = await t.given.staff({ orders: 'r' });
    const resting = await t.given.staff({ orders: 'r' }, { isActive: false });
    const locked = await t.given.customer({ locked: true });
    const customer = await t.given.customer();
    const codeOf = async (id: string) => (await act(staff, id)).body.code;
    expect(await codeOf(clerk.id)).toBe('auth.staff_account');
    expect(await codeOf(resting.id)).toBe('auth.staff_account');
    expect(await codeOf(staff.id)).toBe('access.own_account');
    expect(await codeOf((await t.given.admin()).id)).toBe('access.exceeds_own_rights');
    expect(await codeOf(locked.id)).toBe('auth.account_locked');
    expect(await codeOf('7f4df5a5-6a5b-4a3f-8f7e-0d2f1a3b4c5d')).toBe('users.not_found');
    const key = await t.given.apiKey(staff, { users: 'rx' });
    expect((await act(key, customer.id)).body?.code).toBe('access.api_key_not_allowed');
    expect((await act(await t.given.staff({ users: 'rw' }), customer.id)).body?.code).toBe(
      'access.forbidden',
    );
    for (const body of [
      {},
      { reason: '' },
      { reason: ' ' },
      { reason: 'x'.repeat(201) },
      { reason: 'a\nb' },
    ]) {
      expect((await act(staff, customer.id, body)).status).toBe(400);
    }
  });

  it('ends with the time, the staff’s session, account, right or role, and with the customer’s account', async () => {
    const role = (code: string) => `(SELECT role_id FROM users WHERE id = '${code}')`;
    const ends: [string, (staff: GivenUser, customer: GivenUser, sessionId: string) => string][] = [
      ['time', (_s, _c, id) => `UPDATE user_sessions SET expired_at = now() WHERE id = '${id}'`],
      ['logout', (s) => `UPDATE user_sessions SET blocked = true WHERE id = '${s.sessionId}'`],
      [
        'end of login',
        (s) => `UPDATE user_sessions SET expired_at = now() WHERE id = '${s.sessionId}'`,
      ],
      ['staff locked', (s) => `UPDATE users SET locked = true WHERE id = '${s.id}'`],
      ['staff deleted', (s) => `UPDATE users SET deleted_at = now() WHERE id = '${s.id}'`],
      ['right', (s) => `UPDATE permissions SET x = false WHERE role_id = ${role(s.id)}`],
      ['role', (s) => `UPDATE user_roles SET is_active = false WHERE id = ${role(s.id)}`],
      ['factor', (s) => `UPDATE user_roles SET requires_mfa = true WHERE id = ${role(s.id)}`],
      ['customer locked', (_s, c) => `UPDATE users SET locked = true WHERE id = '${c.id}'`],
      [
        'customer’s password',
        (_s, c) => `UPDATE users SET session_version = 2 WHERE id = '${c.id}'`,
      ],
    ];
    for (const [name, end] of ends) {
      const staff = await agent();
      const customer = await t.given.customer();
      const acting = await open(staff, customer);
      expect(await statusOfMe(acting), name).toBe(200);
      await t.owner.query(end(staff, customer, acting.sessionId));
      expect(await statusOfMe(acting), name).toBe(401);
    }
  });

  it('ends by logout, by saying so, by the customer, by acting again; his own sessions go on', async () => {
    const staff = await agent();
    const customer = await t.given.customer();
    const first = await open(staff, customer);
    expect((await call(first, 'POST', 'auth/logout')).status).toBe(204);
    expect(await statusOfMe(first)).toBe(401);
    const second = await open(staff, customer);
    const third = await open(staff, customer);
    expect([await statusOfMe(second), await statusOfMe(third)]).toEqual([401, 200]);
    const colleague = await open(await agent(), customer);
    expect((await call(staff, 'POST', `admin/users/${customer.id}/act/end`)).status).toBe(204);
    expect([await statusOfMe(third), await statusOfMe(colleague)]).toEqual([401, 200]);
    expect((await call(customer, 'DELETE', `me/sessions/${colleague.sessionId}`)).status).toBe(204);
    expect(await statusOfMe(colleague)).toBe(401);
    expect([await statusOfMe(customer), await statusOfMe(staff)]).toEqual([200, 200]);
  });
});
