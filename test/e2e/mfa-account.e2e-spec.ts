import { describe, expect, it } from 'vitest';
import { totpCode } from '../setup/given/mfa.js';
import type { GivenUser } from '../setup/given/users.js';
import { useApi } from '../setup/test-api.js';

interface Problem {
  code: string;
}

describe('The second factor of an account', () => {
  const t = useApi();
  const call = <Body = Problem>(
    user: { readonly token: string },
    method: string,
    path: string,
    body?: unknown,
  ) => t.http<Body & Problem>(method, `/api/v1/me/mfa${path}`, { token: user.token, body });
  const codesLeft = async (user: GivenUser) =>
    (await call<{ recoveryCodesLeft: number }>(user, 'GET', '')).body.recoveryCodesLeft;
  const enabled = async (user: GivenUser) =>
    (await call<{ enabled: boolean }>(user, 'GET', '')).body.enabled;
  const logIn = (user: GivenUser, password = user.password) =>
    t.http<{ mfaRequired?: boolean; mfaToken: string; accessToken?: string }>(
      'POST',
      '/api/v1/auth/login',
      { body: { login: user.email, password } },
    );
  const verify = (body: unknown) =>
    t.http<{ accessToken: string; refreshToken: string; sessionId: string }>(
      'POST',
      '/api/v1/auth/mfa/verify',
      { body },
    );
  const noticesOf = async (user: { readonly id: string }) =>
    (await t.outboxOf('send-factor-notice'))
      .filter(({ aggregate_id }) => aggregate_id === user.id)
      .map(({ payload }) => payload['notice']);

  it('goes with password and code alone, and with it the recovery codes', async () => {
    const user = await t.given.customer();
    const totp = await t.given.totp(user);
    const currentPassword = user.password;
    const remove = (body: unknown) => call(user, 'DELETE', '/totp', body);
    expect((await remove({ code: totp.code() })).body.code).toBe('access.proof_needed');
    expect((await remove({ currentPassword })).status).toBe(400);
    expect((await remove({ currentPassword: 'wrong', code: totp.code() })).body.code).toBe(
      'access.proof_failed',
    );
    expect((await remove({ currentPassword, recoveryCode: 'x' })).body.code).toBe(
      'auth.invalid_second_factor',
    );
    expect(await enabled(user)).toBe(true);
    expect((await remove({ currentPassword, code: totp.code() })).status).toBe(204);
    expect(await enabled(user)).toBe(false);
    expect(await codesLeft(user)).toBe(0);
    expect((await remove({ currentPassword, code: totp.code(1) })).body.code).toBe(
      'auth.mfa_not_on',
    );
    expect((await logIn(user)).body.accessToken).toBeTypeOf('string');
    expect(await noticesOf(user)).toEqual(['mfa_off']);
    const { rows } = await t.owner.query(
      `SELECT table_name, action, actor_id FROM audit_log
        WHERE table_name = 'user_totp' AND before ->> 'user_id' = $1 AND action = 'delete'`,
      [user.id],
    );
    expect(rows).toEqual([{ table_name: 'user_totp', action: 'delete', actor_id: user.id }]);
  });

  it('new recovery codes void the old ones', async () => {
    const user = await t.given.customer();
    const totp = await t.given.totp(user);
    const currentPassword = user.password;
    const renewed = await call<{ recoveryCodes: string[] }>(user, 'POST', '/recovery-codes', {
      currentPassword,
      recoveryCode: totp.recoveryCodes[0],
    });
    expect(renewed.status).toBe(200);
    expect(renewed.body.recoveryCodes).toHaveLength(10);
    expect(await codesLeft(user)).toBe(10);
    const { mfaToken } = (await logIn(user)).body;
    expect((await verify({ mfaToken, recoveryCode: totp.recoveryCodes[1] })).status).toBe(422);
    const recoveryCode = renewed.body.recoveryCodes[9];
    expect((await verify({ mfaToken, recoveryCode })).status).toBe(200);
    expect(await noticesOf(user)).toEqual([
      'recovery_code_used',
      'recovery_codes_renewed',
      'recovery_code_used',
    ]);
    const without = await t.given.customer();
    const refused = await call(without, 'POST', '/recovery-codes', {
      currentPassword: without.password,
      code: '123456',
    });
    expect([refused.status, refused.body.code]).toEqual([404, 'auth.mfa_not_on']);
  });

  it('a new password does not remove it', async () => {
    const user = await t.given.customer();
    const totp = await t.given.totp(user);
    await t.owner.query(
      'UPDATE users SET password_changed_at = now(), session_version = 2 WHERE id = $1',
      [user.id],
    );
    const answer = await logIn(user);
    expect(answer.body.mfaRequired).toBe(true);
    expect((await verify({ mfaToken: answer.body.mfaToken, code: totp.code() })).status).toBe(200);
  });

  it('is of nobody else: machines and staff who act for a customer are refused', async () => {
    const user = await t.given.staff({ users: 'r' });
    await t.given.totp(user);
    const key = await t.given.apiKey(user, { users: 'r' });
    for (const [method, path] of [
      ['GET', ''],
      ['POST', '/totp'],
      ['DELETE', '/totp'],
      ['POST', '/recovery-codes'],
      ['POST', '/verify'],
      ['POST', '/totp/confirm'],
    ] as const) {
      const anonymous = await t.http(method, `/api/v1/me/mfa${path}`, {});
      expect(anonymous.status).toBe(401);
      const machine = await t.http(method, `/api/v1/me/mfa${path}`, { token: key.token });
      expect(machine.status, `${method} ${path}`).toBe(403);
    }
    const admin = await t.given.admin();
    await t.owner.query(
      `UPDATE user_sessions SET opened_by = $2, opened_in = $3, reason = 'helps' WHERE id = $1`,
      [user.sessionId, admin.id, admin.sessionId],
    );
    const acting = await call(user, 'GET', '');
    expect([acting.status, acting.body.code]).toEqual([403, 'access.not_on_behalf']);
  });

  describe('asked for by a role', () => {
    const rightsOf = async (token: string) => {
      const { status, body } = await t.http<Problem>('GET', '/api/v1/admin/users', { token });
      return status === 200 ? 'ok' : body.code;
    };

    it('the rights count once it is set up, in the sessions that showed it, refreshed ones too', async () => {
      const staff = await t.given.staff({ users: 'r' }, { requiresMfa: true });
      const { token, password: currentPassword } = staff;
      expect(await rightsOf(token)).toBe('access.mfa_required');
      expect((await t.http('GET', '/api/v1/me', { token })).status).toBe(200);
      const state = await call<{ requiredByRole: boolean }>(staff, 'GET', '');
      expect(state.body.requiredByRole).toBe(true);

      const other = await t.given.session(staff);
      const started = await call<{ secret: string }>(staff, 'POST', '/totp', { currentPassword });
      const { secret } = started.body;
      const code = totpCode(secret);
      const confirmed = await call(staff, 'POST', '/totp/confirm', { code });
      expect(confirmed.status).toBe(200);
      expect(await rightsOf(token)).toBe('ok');
      const refreshed = await t.http<{ accessToken: string }>('POST', '/api/v1/auth/refresh', {
        body: { refreshToken: staff.refreshToken },
      });
      expect(await rightsOf(refreshed.body.accessToken)).toBe('ok');

      expect(await rightsOf(other.token)).toBe('access.mfa_required');
      expect((await call(other, 'POST', '/verify', { code })).body.code).toBe(
        'auth.invalid_second_factor',
      );
      const next = totpCode(secret, Date.now() + 30_000);
      expect((await call(other, 'POST', '/verify', { code: next })).status).toBe(204);
      expect(await rightsOf(other.token)).toBe('ok');
    });

    it('a parent asks for it as well, and losing it takes the rights away at once', async () => {
      const parent = await t.given.role({ requiresMfa: true });
      const staff = await t.given.staff({ users: 'r' }, { parentId: parent.id });
      const totp = await t.given.totp(staff);
      const { mfaToken } = (await logIn(staff)).body;
      const opened = await verify({ mfaToken, code: totp.code() });
      expect(await rightsOf(opened.body.accessToken)).toBe('ok');
      const removed = await t.http('DELETE', '/api/v1/me/mfa/totp', {
        token: opened.body.accessToken,
        body: { currentPassword: staff.password, code: totp.code(1) },
      });
      expect(removed.status).toBe(204);
      expect(await rightsOf(opened.body.accessToken)).toBe('access.mfa_required');
    });
  });

  describe('removed by staff', () => {
    const remove = (who: { readonly token: string }, userId: string) =>
      t.http<Problem>('DELETE', `/api/v1/admin/users/${userId}/mfa`, { token: who.token });

    it('takes users:x and as many rights as the person has', async () => {
      const user = await t.given.customer();
      await t.given.totp(user);
      const support = await t.given.staff({ users: 'rwx' });
      const reader = await t.given.staff({ users: 'rw' });
      const admin = await t.given.admin();
      const adminTotp = await t.given.totp(admin);
      expect((await remove(reader, user.id)).body.code).toBe('access.forbidden');
      expect((await remove(support, admin.id)).body.code).toBe('access.exceeds_own_rights');
      expect((await remove(admin, admin.id)).body.code).toBe('access.own_account');
      expect((await remove(support, '00000000-0000-4000-8000-000000000000')).body.code).toBe(
        'users.not_found',
      );
      expect((await remove(support, 'x')).status).toBe(400);
      expect(await enabled(admin)).toBe(true);
      expect(adminTotp.recoveryCodes).toHaveLength(10);

      expect((await remove(support, user.id)).status).toBe(204);
      expect((await remove(support, user.id)).body.code).toBe('auth.mfa_not_on');
      expect(await enabled(user)).toBe(false);
      expect((await logIn(user)).body.accessToken).toBeTypeOf('string');
      expect(await noticesOf(user)).toEqual(['mfa_removed_by_staff']);
    });

    it('leaves an audit row with its actor', async () => {
      const user = await t.given.customer();
      await t.given.totp(user);
      const support = await t.given.staff({ users: 'rwx' });
      await remove(support, user.id);
      const { rows } = await t.owner.query(
        `SELECT actor_id, before ? 'secret' AS has_secret FROM audit_log
          WHERE table_name = 'user_totp' AND action = 'delete' AND before ->> 'user_id' = $1`,
        [user.id],
      );
      expect(rows).toEqual([{ actor_id: support.id, has_secret: false }]);
    });
  });
});
