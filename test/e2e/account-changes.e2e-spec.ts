import { randomUUID } from 'node:crypto';
import bcrypt from 'bcrypt';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AuthWorkerModule } from '../../src/modules/auth/auth.worker.module.js';
import { EmailVerificationProcessor } from '../../src/modules/auth/worker/email-verification.processor.js';
import { type GivenUser, TEST_PASSWORD } from '../setup/given/users.js';
import { useApi } from '../setup/test-api.js';

const NEW_PASSWORD = 'violet harbour 43';

interface Session {
  id: string;
  current: boolean;
}

describe('An owner changes his account', () => {
  const t = useApi({ imports: [AuthWorkerModule], mail: true, env: { LOCALES: 'en,vi' } });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  const me = (user: { token: string }) =>
    t.http<Record<string, unknown>>('GET', '/api/v1/me', { token: user.token });
  const put = (what: string, user: { token: string }, body: unknown) =>
    t.http('PUT', `/api/v1/me/${what}`, { token: user.token, body });
  const logIn = (login: string, password: string) =>
    t.http<{ accessToken: string }>('POST', '/api/v1/auth/login', { body: { login, password } });
  const refresh = (user: GivenUser) =>
    t.http('POST', '/api/v1/auth/refresh', { body: { refreshToken: user.refreshToken } });

  /** Runs the mail jobs that wait, as the worker would. */
  async function sendMails(): Promise<void> {
    const { rows } = await t.owner.query<{ job: string; payload: object }>(
      `UPDATE outbox_events SET done_at = now()
        WHERE queue = 'email-verification' AND done_at IS NULL RETURNING job, payload`,
    );
    const processor = t.get(EmailVerificationProcessor);
    for (const { job, payload } of rows) {
      const handle = processor.handlers[job as keyof typeof processor.handlers];
      const ctx = { actorId: null, requestId: `test-${randomUUID()}`, scope: 'all' as const };
      await (handle as (payload: object, job: object) => Promise<void>)(payload, {
        delivery: null,
        ctx,
      });
    }
  }

  const codeIn = (text: string): string => /\b[0-9a-f]{32}\b/.exec(text)?.[0] ?? '';
  const newAddress = (): string => `new-${randomUUID().slice(0, 8)}@example.com`;

  it('the language of his mails is one of the shop, and goes with the next one', async () => {
    const user = await t.given.customer();
    const patch = (body: object) => t.http('PATCH', '/api/v1/me', { body, token: user.token });
    expect(await patch({ locale: 'vi-VN' })).toMatchObject({ status: 200, body: { locale: 'vi' } });
    expect((await patch({ firstName: 'Ada' })).body).toMatchObject({ locale: 'vi' });
    const change = { currentPassword: TEST_PASSWORD, newPassword: NEW_PASSWORD };
    expect((await put('password', user, change)).status).toBe(200);
    await sendMails();
    expect((await t.mailTo(user.email))[0]?.subject).not.toBe('Your password was changed');
    const again = await logIn(user.email, NEW_PASSWORD);
    const token = String(again.body['accessToken']);
    for (const locale of [null, 'en']) {
      const { body } = await t.http('PATCH', '/api/v1/me', { body: { locale }, token });
      expect(body).toMatchObject({ locale: null, firstName: 'Ada' });
    }
    const refused = await t.http('PATCH', '/api/v1/me', { body: { locale: 'fr' }, token });
    expect(refused).toMatchObject({ status: 400, body: { code: 'request.locale_not_offered' } });
    expect((await t.http('PATCH', '/api/v1/me', { body: { locale: 7 }, token })).status).toBe(400);
  });

  describe('his password', () => {
    it('ends the other sessions and all tokens; this session goes on; a mail tells him', async () => {
      const user = await t.given.customer();
      const other = await t.given.session(user);
      const answer = await put('password', user, {
        currentPassword: TEST_PASSWORD,
        newPassword: NEW_PASSWORD,
      });
      expect(answer).toMatchObject({
        status: 200,
        body: { tokenType: 'Bearer', sessionId: user.sessionId },
      });
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(JSON.stringify(answer.body)).not.toContain('$2b$');
      expect((await me(user)).status).toBe(401);
      expect((await me(other)).status).toBe(401);
      expect((await me({ token: String(answer.body['accessToken']) })).status).toBe(200);
      expect((await refresh({ ...user, ...other })).status).toBe(401);
      expect((await refresh(user)).status).toBe(200);
      expect((await logIn(user.email, TEST_PASSWORD)).status).toBe(401);
      expect((await logIn(user.email, NEW_PASSWORD)).status).toBe(200);
      await sendMails();
      const [mail] = await t.mailTo(user.email);
      expect(mail?.subject).toBe('Your password was changed');
      const { rows } = await t.owner.query('SELECT 1 FROM account_notices WHERE user_id = $1', [
        user.id,
      ]);
      expect(rows).toEqual([]);
    });

    it('leaves the other sessions when he says so, but not their access tokens', async () => {
      const user = await t.given.customer();
      const other = await t.given.session(user);
      const answer = await put('password', user, {
        currentPassword: TEST_PASSWORD,
        newPassword: NEW_PASSWORD,
        endOtherSessions: false,
      });
      expect(answer.status).toBe(200);
      expect((await me(other)).status).toBe(401);
      const next = await t.http<{ accessToken: string }>('POST', '/api/v1/auth/refresh', {
        body: { refreshToken: other.refreshToken },
      });
      expect((await me({ token: next.body.accessToken })).status).toBe(200);
    });

    it('needs the current one, and a good new one', async () => {
      const user = await t.given.customer({ firstName: 'Maximiliana' });
      const attempt = async (body: unknown): Promise<unknown> => {
        const answer = await put('password', user, body);
        return [answer.status, answer.body['code']];
      };
      const newPassword = NEW_PASSWORD;
      expect(await attempt({ newPassword })).toEqual([403, 'access.proof_needed']);
      const wrong = { currentPassword: 'wrong', newPassword };
      expect(await attempt(wrong)).toEqual([403, 'access.proof_failed']);
      const right = { currentPassword: TEST_PASSWORD };
      for (const weak of ['password1', 'maximiliana', user.email]) {
        const answer = await attempt({ ...right, newPassword: weak });
        expect(answer, weak).toEqual([422, 'auth.password_too_common']);
      }
      for (const bad of ['short', 'x'.repeat(129), 'x'.repeat(10_240), 7, null, ['a'], {}]) {
        expect((await attempt({ ...right, newPassword: bad })) as unknown[]).toContain(400);
      }
      const extra = { ...right, newPassword, hashedPassword: 'x', locked: false };
      expect(await attempt(extra)).toEqual([400, 'request.invalid']);
      expect((await me(user)).status).toBe(200);
    });

    it('wrong guesses with a stolen token are slowed down like logins', async () => {
      const user = await t.given.customer();
      vi.spyOn(bcrypt, 'compare').mockResolvedValue(false as never);
      const codes: unknown[] = [];
      for (let count = 0; count < 13; count += 1) {
        const body = { currentPassword: 'x', newPassword: NEW_PASSWORD };
        codes.push((await put('password', user, body)).body['code']);
      }
      expect(codes.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'access.proof_failed'));
      expect(codes.at(-1)).toBe('auth.too_many_attempts');
    });

    it('an account without a password proves itself by a fresh login', async () => {
      const user = await t.given.customer();
      await t.owner.query(`UPDATE users SET hashed_password = '!' WHERE id = $1`, [user.id]);
      const age = (minutes: number) =>
        t.owner.query(
          `UPDATE user_sessions SET created_at = now() - $2 * interval '1 minute' WHERE id = $1`,
          [user.sessionId, minutes],
        );
      await age(11);
      const body = { newPassword: NEW_PASSWORD };
      expect((await put('password', user, body)).body['code']).toBe('access.proof_needed');
      await t.owner.query('UPDATE user_sessions SET mfa_at = now() WHERE id = $1', [
        user.sessionId,
      ]);
      const phone = { phoneNumber: '+12025550170' };
      expect((await put('phone', user, phone)).status).toBe(200);
      await t.owner.query('UPDATE user_sessions SET mfa_at = NULL WHERE id = $1', [user.sessionId]);
      await age(9);
      expect((await put('password', user, body)).status).toBe(200);
    });

    it('a change that waits for a reset comes too late', async () => {
      const user = await t.given.customer();
      vi.spyOn(bcrypt, 'compare').mockResolvedValue(true as never);
      vi.spyOn(bcrypt, 'hash').mockResolvedValue('$2b$12$thief' as never);
      const reset = await t.owner.connect();
      await reset.query('BEGIN');
      await reset.query(`UPDATE users SET hashed_password = '$2b$12$owner' WHERE id = $1`, [
        user.id,
      ]);
      await reset.query('UPDATE user_sessions SET blocked = true WHERE user_id = $1', [user.id]);
      const change = put('password', user, { currentPassword: 'x', newPassword: NEW_PASSWORD });
      await new Promise((resolve) => setTimeout(resolve, 400));
      await reset.query('COMMIT');
      reset.release();
      expect((await change).status).toBe(401);
      const { rows } = await t.owner.query('SELECT hashed_password FROM users WHERE id = $1', [
        user.id,
      ]);
      expect(rows).toEqual([{ hashed_password: '$2b$12$owner' }]);
    });
  });

  describe('his e-mail address', () => {
    it('only the code from the new address changes it; both addresses are told', async () => {
      const user = await t.given.customer();
      const email = newAddress();
      const asked = await put('email', user, { email, currentPassword: TEST_PASSWORD });
      expect(asked.status).toBe(202);
      expect((await me(user)).body).toMatchObject({ email: user.email, verifiedEmail: true });
      await sendMails();
      const [request] = await t.mailTo(user.email);
      expect(request?.subject).toBe('Your account is to get another e-mail address');
      expect(request?.text).not.toContain(email);
      const [mail] = await t.mailTo(email);
      const code = codeIn(mail?.text ?? '');
      const confirm = (as: GivenUser, value: string) =>
        t.http('POST', '/api/v1/me/email/confirm', { token: as.token, body: { code: value } });
      const stranger = await t.given.customer();
      expect((await confirm(stranger, code)).status).toBe(422);
      expect((await confirm(user, '0'.repeat(32))).body['code']).toBe('auth.invalid_code');
      expect((await confirm(user, code)).status).toBe(204);
      expect((await confirm(user, code)).status).toBe(422);
      expect((await me(user)).body).toMatchObject({ email, verifiedEmail: true });
      await sendMails();
      const [last] = await t.mailTo(user.email);
      expect(last?.subject).toBe('The e-mail address of your account was changed');
      expect((await logIn(email, TEST_PASSWORD)).status).toBe(200);
      expect((await logIn(user.email, TEST_PASSWORD)).status).toBe(401);
    });

    it('nobody learns whether an address has an account, and its owner is told', async () => {
      const user = await t.given.customer();
      const second = await t.given.customer();
      const taken = await t.given.customer();
      const compare = vi.spyOn(bcrypt, 'compare');
      const known = await put('email', user, {
        email: taken.email.toUpperCase(),
        currentPassword: TEST_PASSWORD,
      });
      const afterKnown = compare.mock.calls.length;
      const unknown = await put('email', second, {
        email: newAddress(),
        currentPassword: TEST_PASSWORD,
      });
      expect(compare.mock.calls.length).toBe(afterKnown * 2);
      expect(known.text).toBe(unknown.text);
      expect(known.status).toBe(202);
      const names = (headers: Headers) => [...headers.keys()].sort();
      expect(names(known.headers)).toEqual(names(unknown.headers));
      // What is counted is the same too: both have to wait now.
      const again = await put('email', user, {
        email: newAddress(),
        currentPassword: TEST_PASSWORD,
      });
      expect(again).toMatchObject({ status: 429, body: { code: 'auth.too_many_codes' } });
      expect(Number(again.headers.get('retry-after'))).toBeGreaterThan(0);
      await sendMails();
      const [mail] = await t.mailTo(taken.email);
      expect(mail?.subject).toBe('Somebody wanted to use your e-mail address');
      expect(codeIn(mail?.text ?? '')).toBe('');
      expect((await me(taken)).body['email']).toBe(taken.email);
    });

    it('of two who confirm one address, one wins', async () => {
      const email = newAddress();
      const users = [await t.given.customer(), await t.given.customer()];
      for (const user of users) {
        const asked = await put('email', user, { email, currentPassword: TEST_PASSWORD });
        expect(asked.status).toBe(202);
      }
      await sendMails();
      const mails = await t.mailTo(email);
      const codes = mails.map(({ text }) => codeIn(text)).filter((code) => code !== '');
      expect(codes).toHaveLength(2);
      const confirms = users.flatMap(({ token }) =>
        codes.map((code) => t.http('POST', '/api/v1/me/email/confirm', { token, body: { code } })),
      );
      const answers = await Promise.all(confirms);
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses).toEqual([204, 409, 422, 422]);
      const taken = answers.find(({ status }) => status === 409);
      expect(taken?.body['code']).toBe('users.email_taken');
    });

    it('a new code voids the old; ten wrong ones close it; it runs out', async () => {
      const user = await t.given.customer();
      const ask = (email: string) => put('email', user, { email, currentPassword: TEST_PASSWORD });
      const confirm = (code: string) =>
        t.http('POST', '/api/v1/me/email/confirm', { token: user.token, body: { code } });
      const age = (minutes: number) =>
        t.owner.query(
          `UPDATE email_verifications SET created_at = created_at - $2 * interval '1 minute',
                  expired_at = expired_at - $2 * interval '1 minute' WHERE user_id = $1`,
          [user.id, minutes],
        );
      const codeTo = async (email: string): Promise<string> => {
        expect((await ask(email)).status).toBe(202);
        await sendMails();
        const [mail] = await t.mailTo(email);
        return codeIn(mail?.text ?? '');
      };
      const first = await codeTo(newAddress());
      await age(2);
      const second = await codeTo(newAddress());
      expect((await confirm(first)).status).toBe(422);
      for (let count = 1; count < 10; count += 1) await confirm('f'.repeat(32));
      expect((await confirm(second)).status).toBe(422);
      await age(2);
      const third = await codeTo(newAddress());
      await age(61);
      expect((await confirm(third)).status).toBe(422);
    });
  });

  describe('the end of it', () => {
    it('ends everything at once, publishes the event and frees address and name', async () => {
      const user = await t.given.customer();
      const other = await t.given.session(user);
      const remove = (body: unknown) => t.http('DELETE', '/api/v1/me', { token: user.token, body });
      expect((await remove({})).body['code']).toBe('access.proof_needed');
      expect((await remove({ currentPassword: 'x' })).body['code']).toBe('access.proof_failed');
      expect((await remove({ currentPassword: TEST_PASSWORD })).status).toBe(204);
      expect((await me(user)).status).toBe(401);
      expect((await me(other)).status).toBe(401);
      expect((await refresh(user)).status).toBe(401);
      expect((await logIn(user.email, TEST_PASSWORD)).status).toBe(401);
      const events = await t.outboxOf('account.deletion-requested');
      expect(events.filter(({ aggregate_id }) => aggregate_id === user.id)).not.toEqual([]);
      await sendMails();
      const [mail] = await t.mailTo(user.email);
      expect(mail?.subject).toBe('Your account was deleted');
      await t.given.customer({ email: user.email, username: user.username });
      expect((await logIn(user.email, TEST_PASSWORD)).status).toBe(200);
    });

    it('the last administrator stays', async () => {
      const admin = await t.given.admin();
      const second = await t.given.admin();
      const remove = ({ token }: GivenUser) =>
        t.http('DELETE', '/api/v1/me', { token, body: { currentPassword: TEST_PASSWORD } });
      const answers = await Promise.all([remove(admin), remove(second)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    });
  });

  it('staff who act for him, and nobody at all, can do none of it', async () => {
    const user = await t.given.customer();
    const admin = await t.given.admin();
    await t.owner.query(
      `UPDATE user_sessions SET opened_by = $2, opened_in = $3, reason = 'test' WHERE id = $1`,
      [user.sessionId, admin.id, admin.sessionId],
    );
    const currentPassword = TEST_PASSWORD;
    const calls: [string, string, object][] = [
      ['PUT', 'password', { currentPassword, newPassword: NEW_PASSWORD }],
      ['PUT', 'email', { currentPassword, email: newAddress() }],
      ['POST', 'email/confirm', { code: '0'.repeat(32) }],
      ['PUT', 'phone', { currentPassword, phoneNumber: '+12025550199' }],
      ['POST', 'phone/send-code', {}],
      ['POST', 'phone/verify', { code: '000000' }],
      ['DELETE', '', { currentPassword }],
    ];
    for (const [method, path, body] of calls) {
      const url = `/api/v1/me${path && `/${path}`}`;
      const acting = await t.http(method, url, { token: user.token, body });
      expect([acting.status, acting.body['code']], path).toEqual([403, 'access.not_on_behalf']);
      expect((await t.http(method, url, { body })).status).toBe(401);
    }
    const sessions = await t.http<{ items: (Session & { byStaff: boolean; reason: string })[] }>(
      'GET',
      '/api/v1/me/sessions',
      { token: (await t.given.session(user)).token },
    );
    expect(sessions.body.items.find(({ id }) => id === user.sessionId)).toMatchObject({
      byStaff: true,
      reason: 'test',
    });
  });
});
