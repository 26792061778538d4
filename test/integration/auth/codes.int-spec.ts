import { createHash } from 'node:crypto';
import bcrypt from 'bcrypt';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { MailedCodes } from '../../../src/common/crypto/mailed-codes.js';
import { systemContext } from '../../../src/common/request-context.js';
import { AuthModule } from '../../../src/modules/auth/auth.module.js';
import { RequestCode } from '../../../src/modules/auth/use-cases/request-code.js';
import { Register } from '../../../src/modules/auth/use-cases/register.js';
import { VerifyEmail } from '../../../src/modules/auth/use-cases/verify-email.js';
import { useIntegration } from '../../setup/test-app.js';

let counter = 0;

describe('Mailed codes', () => {
  const t = useIntegration({ only: [AuthModule] });
  const registered = async (): Promise<{ email: string; id: string; code: string }> => {
    counter += 1;
    const email = `code-${counter}@example.com`;
    await t.get(Register).execute(systemContext('test'), {
      email,
      password: 'violet harbour 42',
      firstName: 'A',
      lastName: 'B',
      phoneNumber: '+12025550100',
    });
    return { email, ...(await openCode(email)) };
  };
  const openCode = async (email: string): Promise<{ id: string; code: string }> => {
    const { rows } = await t.owner.query<{ id: string }>(
      `SELECT v.id FROM email_verifications v JOIN users u ON u.id = v.user_id
        WHERE u.email = $1 AND v.purpose = 'verify_email' AND NOT v.is_used`,
      [email],
    );
    const id = rows[0]?.id ?? '';
    return { id, code: t.get(MailedCodes).codeFor(id, 'verify_email') };
  };
  const verify = async (email: string, code: string): Promise<string> => {
    const attempt = t.get(VerifyEmail).execute(systemContext('test'), email, code);
    return t.codesOf(await Promise.allSettled([attempt]))[0] ?? 'ok';
  };
  const resend = (email: string) =>
    t.get(RequestCode).execute(systemContext('test'), email, 'verify_email');
  const makeOlder = (id: string) =>
    t.owner.query(
      `UPDATE email_verifications SET created_at = created_at - interval '2 minutes' WHERE id = $1`,
      [id],
    );

  beforeAll(() => {
    vi.spyOn(bcrypt, 'hash').mockResolvedValue('never' as never);
  });

  it('no table, job or log of changes holds a code, only its SHA-256', async () => {
    const { id, code, email } = await registered();
    const { rows } = await t.owner.query<{ stored: string; verify_code: string }>(
      `SELECT v.verify_code, (SELECT string_agg(to_jsonb(a)::text, '') FROM audit_log a) ||
              (SELECT string_agg(o::text, '') FROM outbox_events o) AS stored
         FROM email_verifications v WHERE id = $1`,
      [id],
    );
    const hash = createHash('sha256').update(code).digest('hex');
    expect(rows[0]?.verify_code).toBe(hash);
    expect(rows[0]?.stored).not.toContain(code);
    expect(rows[0]?.stored).not.toContain(hash);
    const [job] = (await t.outboxOf('send-verification')).slice(-1);
    expect(job?.payload).toEqual({ verificationId: id });
    expect(JSON.stringify(job)).not.toContain(email);
  });

  it('of eight requests that all have seen the code unused one verifies', async () => {
    const { email, code, id } = await registered();
    // Held, so that all of them read the row before the first one changes it.
    const holder = await t.owner.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM email_verifications WHERE id = $1 FOR UPDATE', [id]);
    const attempts = Array.from({ length: 8 }, () => verify(email, code));
    await new Promise((resolve) => setTimeout(resolve, 500));
    await holder.query('COMMIT');
    holder.release();
    const results = await Promise.all(attempts);
    expect(results.filter((result) => result === 'ok')).toHaveLength(1);
  });

  it('ten wrong ones close it, also for the right one; each is counted', async () => {
    const { email, code, id } = await registered();
    for (let count = 0; count < 9; count += 1) {
      expect(await verify(email, 'f'.repeat(32))).toBe('auth.invalid_code');
    }
    const { rows } = await t.owner.query('SELECT attempts FROM email_verifications WHERE id = $1', [
      id,
    ]);
    expect(rows).toEqual([{ attempts: 9 }]);
    await verify(email, 'f'.repeat(32));
    expect(await verify(email, code)).toBe('auth.invalid_code');
  });

  it('a new one voids the old, at most once a minute', async () => {
    const { email, code, id } = await registered();
    await resend(email);
    expect((await openCode(email)).id).toBe(id);
    await makeOlder(id);
    await Promise.all([resend(email), resend(email.toUpperCase()), resend(email)]);
    const next = await openCode(email);
    expect(next.id).not.toBe(id);
    expect(await verify(email, code)).toBe('auth.invalid_code');
    expect(await verify(email, next.code)).toBe('ok');
    const jobs = (await t.outboxOf('send-verification')).filter(({ payload }) =>
      [id, next.id].includes(String(payload['verificationId'])),
    );
    expect(jobs).toHaveLength(2);
    const before = (await t.outboxOf('send-verification')).length;
    await resend(email);
    expect(await t.outboxOf('send-verification')).toHaveLength(before);
  });

  it('at most five an hour', async () => {
    const { email } = await registered();
    const seen = new Set<string>();
    for (let count = 0; count < 8; count += 1) {
      const { id } = await openCode(email);
      seen.add(id);
      await makeOlder(id);
      await resend(email);
    }
    expect(seen.size).toBe(6);
  });

  it('one that has run out, or whose address the account has left, is worth nothing', async () => {
    const late = await registered();
    await t.owner.query('UPDATE email_verifications SET expired_at = now() WHERE id = $1', [
      late.id,
    ]);
    expect(await verify(late.email, late.code)).toBe('auth.invalid_code');
    const moved = await registered();
    await t.owner.query(`UPDATE users SET email = 'moved@example.com' WHERE email = $1`, [
      moved.email,
    ]);
    expect(await verify(moved.email, moved.code)).toBe('auth.invalid_code');
    expect(await verify('moved@example.com', moved.code)).toBe('auth.invalid_code');
    expect(await verify('unknown@example.com', moved.code)).toBe('auth.invalid_code');
  });

  it('takes no less time for an unknown address than for a known one', async () => {
    const { email, id } = await registered();
    await makeOlder(id);
    const timeOf = async (address: string): Promise<number> => {
      const start = performance.now();
      await resend(address);
      return performance.now() - start;
    };
    expect(await timeOf('unknown@example.com')).toBeGreaterThanOrEqual(145);
    expect(await timeOf(email)).toBeGreaterThanOrEqual(145);
  });
});
