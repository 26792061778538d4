import { createHmac, hkdfSync } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import bcrypt from 'bcrypt';
import { describe, expect, it, vi } from 'vitest';
import type { GivenUser } from '../setup/given/users.js';
import { totpCode } from '../setup/given/mfa.js';
import { useApi } from '../setup/test-api.js';

interface Tokens {
  accessToken: string;
  refreshToken: string;
  sessionId: string;
}
interface Challenge {
  mfaRequired: boolean;
  mfaToken: string;
  expiresIn: number;
}
interface Problem {
  code: string;
}

describe('Second factor', () => {
  const t = useApi();
  const logIn = (user: GivenUser, password = user.password) =>
    t.http<Challenge & Tokens & Problem>('POST', '/api/v1/auth/login', {
      body: { login: user.email, password },
    });
  const challengeOf = async (user: GivenUser) => (await logIn(user)).body.mfaToken;
  const verify = (body: Record<string, unknown>) =>
    t.http<Tokens & Problem>('POST', '/api/v1/auth/mfa/verify', { body });
  const me = async (token: string) => (await t.http('GET', '/api/v1/me', { token })).status;
  const forgetSteps = (user: GivenUser) =>
    t.owner.query('UPDATE user_totp SET last_used_step = 0, retry_at = NULL WHERE user_id = $1', [
      user.id,
    ]);
  const noticesOf = async (user: GivenUser) =>
    (await t.outboxOf('send-factor-notice'))
      .filter(({ aggregate_id }) => aggregate_id === user.id)
      .map(({ payload }) => payload['notice']);

  it('is set up with the password, and its first code switches it on', async () => {
    const user = await t.given.customer();
    const { token, password: currentPassword } = user;
    const start = (body: unknown) =>
      t.http<{ secret: string; uri: string; qrCode: string } & Problem>(
        'POST',
        '/api/v1/me/mfa/totp',
        { token, body },
      );
    expect((await start({})).body.code).toBe('access.proof_needed');
    expect((await start({ currentPassword: 'something else' })).body.code).toBe(
      'access.proof_failed',
    );
    const first = await start({ currentPassword });
    const second = await start({ currentPassword });
    expect(second.status).toBe(200);
    expect(second.headers.get('cache-control')).toBe('no-store');
    expect(second.body.secret).not.toBe(first.body.secret);
    expect(second.body.uri).toContain(`secret=${second.body.secret}`);
    expect(second.body.qrCode).toMatch(/^data:image\/svg\+xml;base64,/);
    // Nothing is asked for before the first code.
    expect((await logIn(user)).body.accessToken).toBeTypeOf('string');

    const confirm = (code: string) =>
      t.http<{ recoveryCodes: string[] } & Problem>('POST', '/api/v1/me/mfa/totp/confirm', {
        token,
        body: { code },
      });
    expect((await confirm(totpCode(first.body.secret))).body.code).toBe(
      'auth.invalid_second_factor',
    );
    const code = totpCode(second.body.secret);
    const confirmed = await confirm(`${code.slice(0, 3)} ${code.slice(3)}`);
    expect(confirmed.status).toBe(200);
    expect(new Set(confirmed.body.recoveryCodes).size).toBe(10);
    expect((await confirm(code)).body.code).toBe('auth.mfa_already_on');
    expect((await start({ currentPassword })).body.code).toBe('auth.mfa_already_on');

    const state = await t.http('GET', '/api/v1/me/mfa', { token });
    expect(state.body).toMatchObject({
      enabled: true,
      recoveryCodesLeft: 10,
      requiredByRole: false,
    });
    expect(state.body['verifiedAt']).toBeTypeOf('string');
    expect(await noticesOf(user)).toEqual(['mfa_on']);

    // The code that confirmed is used up, for the login too.
    const challenge = await logIn(user);
    expect(challenge.body).toEqual({
      mfaRequired: true,
      mfaToken: expect.any(String) as string,
      expiresIn: 300,
    });
    const { mfaToken } = challenge.body;
    expect((await verify({ mfaToken, code })).body.code).toBe('auth.invalid_second_factor');
    const opened = await verify({
      mfaToken,
      code: totpCode(second.body.secret, Date.now() + 30_000),
    });
    expect(opened.status).toBe(200);
    expect(await me(opened.body.accessToken)).toBe(200);
  });

  it('nothing of it is stored in clear text, and the audit log has none of it', async () => {
    const user = await t.given.customer();
    const { token, password: currentPassword } = user;
    const started = await t.http<{ secret: string }>('POST', '/api/v1/me/mfa/totp', {
      token,
      body: { currentPassword },
    });
    const { secret } = started.body;
    const { body } = await t.http<{ recoveryCodes: string[] }>(
      'POST',
      '/api/v1/me/mfa/totp/confirm',
      { token, body: { code: totpCode(secret) } },
    );
    const { rows } = await t.owner.query<{ text: string }>(
      `SELECT to_jsonb(r)::text AS text FROM user_totp r UNION ALL
       SELECT to_jsonb(r)::text FROM user_recovery_codes r UNION ALL
       SELECT to_jsonb(r)::text FROM audit_log r WHERE table_name LIKE 'user\\_%' UNION ALL
       SELECT to_jsonb(r)::text FROM outbox_events r`,
    );
    const stored = rows.map(({ text }) => text).join('\n');
    expect(stored).toContain(user.id);
    for (const known of [
      secret,
      ...body.recoveryCodes,
      ...body.recoveryCodes.map((code) => code.replaceAll('-', '')),
    ]) {
      expect(stored).not.toContain(known);
    }
    const audited = await t.owner.query<{ keys: string[] }>(
      `SELECT array(SELECT jsonb_object_keys(after)) AS keys FROM audit_log
        WHERE table_name IN ('user_totp', 'user_recovery_codes') AND after IS NOT NULL`,
    );
    expect(audited.rows.length).toBeGreaterThan(10);
    for (const { keys } of audited.rows) {
      expect(keys).not.toContain('secret');
      expect(keys).not.toContain('code_hash');
    }
  });

  it('the right password alone opens nothing; wrong ones cost and answer the same', async () => {
    const user = await t.given.customer();
    await t.given.totp(user);
    const compare = vi.spyOn(bcrypt, 'compare');
    const right = await logIn(user);
    const wrong = await logIn(user, 'not the password');
    expect(compare).toHaveBeenCalledTimes(2);
    compare.mockRestore();
    expect(right.body.mfaRequired).toBe(true);
    expect(Object.keys(right.body).sort()).toEqual(['expiresIn', 'mfaRequired', 'mfaToken']);
    expect([wrong.status, wrong.body.code]).toEqual([401, 'auth.invalid_credentials']);
    const { rows } = await t.owner.query('SELECT 1 FROM user_sessions WHERE user_id = $1', [
      user.id,
    ]);
    expect(rows).toHaveLength(1);
  });

  it('one code sent four times at once opens one session; a later step is still good', async () => {
    const user = await t.given.customer();
    const totp = await t.given.totp(user);
    const mfaToken = await challengeOf(user);
    const code = totp.code();
    const answers = await Promise.all(Array.from({ length: 4 }, () => verify({ mfaToken, code })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422]);
    expect((await verify({ mfaToken, code: totp.code(1) })).status).toBe(200);
    // What was skipped is used up as well.
    await t.owner.query('UPDATE user_totp SET retry_at = NULL WHERE user_id = $1', [user.id]);
    expect((await verify({ mfaToken, code: totp.code() })).status).toBe(422);
  });

  it('a recovery code works once, whatever the pause, and tells its owner', async () => {
    const user = await t.given.customer();
    const { recoveryCodes } = await t.given.totp(user);
    await t.owner.query(
      `UPDATE user_totp SET failed_attempts = 9, retry_at = now() + interval '1 hour' WHERE user_id = $1`,
      [user.id],
    );
    const mfaToken = await challengeOf(user);
    const recoveryCode = recoveryCodes[0] ?? '';
    const answers = await Promise.all(
      [recoveryCode, recoveryCode.toUpperCase(), recoveryCode.replaceAll('-', ' ')].map((text) =>
        verify({ mfaToken, recoveryCode: text }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
    expect((await verify({ mfaToken, recoveryCode })).status).toBe(422);
    const token = answers.find(({ status }) => status === 200)?.body.accessToken ?? '';
    const state = await t.http('GET', '/api/v1/me/mfa', { token });
    expect(state.body['recoveryCodesLeft']).toBe(9);
    expect(await noticesOf(user)).toEqual(['recovery_code_used']);
    // Another person's code is worth nothing.
    const other = await t.given.customer();
    await t.given.totp(other);
    const stolen = { mfaToken: await challengeOf(other), recoveryCode: recoveryCodes[1] };
    expect((await verify(stolen)).status).toBe(422);
  });

  it('guessing ends in pauses, tells the owner once, and a right code must wait as well', async () => {
    const user = await t.given.customer();
    const totp = await t.given.totp(user);
    const mfaToken = await challengeOf(user);
    const wrong = totp.code() === '000000' || totp.code(1) === '000000' ? '111111' : '000000';
    const statuses: number[] = [];
    for (let i = 0; i < 6; i += 1) statuses.push((await verify({ mfaToken, code: wrong })).status);
    expect(statuses).toEqual([422, 422, 422, 422, 422, 429]);
    const right = await verify({ mfaToken, code: totp.code() });
    expect([right.status, right.body.code]).toEqual([429, 'auth.too_many_attempts']);
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0);
    const pause = async () =>
      (
        await t.owner.query<{ seconds: number }>(
          `SELECT round(extract(epoch FROM retry_at - updated_at))::int AS seconds FROM user_totp WHERE user_id = $1`,
          [user.id],
        )
      ).rows[0]?.seconds;
    expect(await pause()).toBe(1);
    for (const seconds of [2, 4, 8]) {
      await t.owner.query(`UPDATE user_totp SET retry_at = NULL WHERE user_id = $1`, [user.id]);
      expect((await verify({ mfaToken, code: wrong })).status).toBe(422);
      expect(await pause()).toBe(seconds);
    }
    await t.owner.query(
      `UPDATE user_totp SET retry_at = NULL, failed_attempts = 500 WHERE user_id = $1`,
      [user.id],
    );
    await verify({ mfaToken, code: wrong });
    expect(await pause()).toBe(900);
    expect(await noticesOf(user)).toEqual(['mfa_guessed']);
    await forgetSteps(user);
    expect((await verify({ mfaToken, code: totp.code() })).status).toBe(200);
    const { rows } = await t.owner.query(
      'SELECT failed_attempts, retry_at FROM user_totp WHERE user_id = $1',
      [user.id],
    );
    expect(rows).toEqual([{ failed_attempts: 0, retry_at: null }]);
  });

  it('guesses at once are counted one by one', async () => {
    const user = await t.given.customer();
    await t.given.totp(user);
    const mfaToken = await challengeOf(user);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => verify({ mfaToken, code: String(100_000 + i) })),
    );
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(15);
  });

  it('somebody without the password cannot cause a pause', async () => {
    const user = await t.given.customer();
    const totp = await t.given.totp(user);
    const stranger = await t.given.customer();
    await t.given.totp(stranger);
    const mfaToken = await challengeOf(stranger);
    for (let i = 0; i < 7; i += 1) await verify({ mfaToken, code: '000000' });
    expect((await verify({ mfaToken: await challengeOf(user), code: totp.code() })).status).toBe(
      200,
    );
  });

  describe('the token between the two', () => {
    const keyOf = () =>
      Buffer.from(hkdfSync('sha256', t.env.TOKEN_SECRET, '', 'eshop mfa token', 32));
    const claimsOf = async (user: GivenUser) => {
      const [, payload = ''] = (await challengeOf(user)).split('.');
      return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    };

    it('is no access token, no refresh token, and an access token is none of it', async () => {
      const user = await t.given.customer();
      const totp = await t.given.totp(user);
      const mfaToken = await challengeOf(user);
      expect(await me(mfaToken)).toBe(401);
      const refreshed = await t.http('POST', '/api/v1/auth/refresh', {
        body: { refreshToken: mfaToken.slice(0, 128) },
      });
      expect(refreshed.status).toBe(401);
      for (const token of [user.token, user.refreshToken]) {
        const answer = await verify({ mfaToken: token, code: totp.code() });
        expect([answer.status, answer.body.code]).toEqual([401, 'auth.invalid_mfa_token']);
      }
    });

    it('is refused when it is tampered with, made up, of another kind or run out', async () => {
      const user = await t.given.customer();
      const other = await t.given.customer();
      const totp = await t.given.totp(user);
      const mfaToken = await challengeOf(user);
      const [head = '', , signature = ''] = mfaToken.split('.');
      const claims = await claimsOf(user);
      const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const sign = (changes: Record<string, unknown>, secret: Buffer | string = keyOf()) =>
        new JwtService({ secret }).sign({ ...claims, ...changes });
      const now = Math.floor(Date.now() / 1_000);
      // What it is made of is good; each of the rest is not.
      expect((await verify({ mfaToken: sign({}), code: '000000' })).status).toBe(422);
      const bad = [
        'x',
        'a.b.c',
        `${head}.${encode({ ...claims, sub: other.id })}.${signature}`,
        `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.`,
        sign({}, t.env.TOKEN_SECRET),
        sign({}, createHmac('sha256', 'guess').digest()),
        sign({ typ: 'access' }),
        sign({ aud: 'eshop-api' }),
        sign({ iss: 'another' }),
        sign({ state: 'x' }),
        sign({ sub: 'x' }),
        sign({ sub: other.id }),
        sign({ iat: now - 301, exp: now - 1 }),
      ];
      for (const token of bad) {
        const answer = await verify({ mfaToken: token, code: totp.code() });
        expect([answer.status, answer.body.code], token).toEqual([401, 'auth.invalid_mfa_token']);
      }
      expect((await verify({ mfaToken, code: totp.code() })).status).toBe(200);
    });

    it.each([
      ['a new password', `UPDATE users SET hashed_password = hashed_password || 'x' WHERE id = $1`],
      ['ended sessions', 'UPDATE users SET session_version = session_version + 1 WHERE id = $1'],
      ['a lock', 'UPDATE users SET locked = true WHERE id = $1'],
      ['a deletion', 'UPDATE users SET deleted_at = now() WHERE id = $1'],
      ['the removal of the factor', 'DELETE FROM user_totp WHERE user_id = $1'],
    ])('is void after %s', async (_what, sql) => {
      const user = await t.given.customer();
      const totp = await t.given.totp(user);
      const mfaToken = await challengeOf(user);
      await t.owner.query(sql, [user.id]);
      const answer = await verify({ mfaToken, code: totp.code() });
      expect([answer.status, answer.body.code]).toEqual([401, 'auth.invalid_mfa_token']);
    });

    it('a password that is hashed again at a higher cost does not void it', async () => {
      const user = await t.given.customer();
      const totp = await t.given.totp(user);
      const weak = await bcrypt.hash(
        createHmac('sha384', t.env.PASSWORD_PEPPER).update(user.password).digest('base64'),
        4,
      );
      await t.owner.query('UPDATE users SET hashed_password = $2 WHERE id = $1', [user.id, weak]);
      const mfaToken = await challengeOf(user);
      expect((await verify({ mfaToken, code: totp.code() })).status).toBe(200);
    });
  });

  it.each([
    [{}],
    [{ code: '123456', recoveryCode: 'x' }],
    [{ code: '12345' }],
    [{ code: 123456 }],
    [{ code: null }],
    [{ code: ['123456'] }],
    [{ code: '１２３４５６' }],
    [{ recoveryCode: 'x'.repeat(65) }],
    [{ recoveryCode: { $gt: '' } }],
    [{ code: '123456', mfaToken: 'x'.repeat(1025) }],
    [{ code: '123456', userId: 'x' }],
  ])('%j is a 400', async (body) => {
    const user = await t.given.customer();
    await t.given.totp(user);
    const mfaToken = await challengeOf(user);
    expect((await verify({ mfaToken, ...body })).status).toBe(400);
  });
});
