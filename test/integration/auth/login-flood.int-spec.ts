import bcrypt from 'bcrypt';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemContext } from '../../../src/common/request-context.js';
import { AuthModule } from '../../../src/modules/auth/auth.module.js';
import { LogIn } from '../../../src/modules/auth/use-cases/log-in.js';
import { RequestCode } from '../../../src/modules/auth/use-cases/request-code.js';
import { ResetPassword } from '../../../src/modules/auth/use-cases/reset-password.js';
import type { GivenUser } from '../../setup/given/users.js';
import { useIntegration } from '../../setup/test-app.js';

const LOGIN_CONCURRENCY = 2;

describe('A flood of logins', () => {
  const t = useIntegration({
    only: [AuthModule],
    env: { LOGIN_CONCURRENCY: String(LOGIN_CONCURRENCY) },
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  const logIn = (login: string, ip: string) =>
    t.get(LogIn).execute(systemContext('test'), login, 'x', { ip, userAgent: 'test' });
  const codeOf = async (attempt: Promise<unknown>): Promise<string> =>
    t.codesOf(await Promise.allSettled([attempt]))[0] ?? 'ok';
  const answer = (matches: boolean) =>
    vi.spyOn(bcrypt, 'compare').mockResolvedValue(matches as never);
  const addressNo = (index: number): string =>
    `198.51.${100 + Math.floor(index / 200)}.${index % 200}`;
  const usedFrom = (user: GivenUser, ip: string) =>
    t.owner.query('UPDATE user_sessions SET client_ip = $2 WHERE user_id = $1', [user.id, ip]);

  /** A hundred and more failures for one account, each from an address of its own. */
  async function flood(user: GivenUser): Promise<Set<string>> {
    answer(false);
    const codes = new Set<string>();
    for (let index = 0; index < 110; index += 1) {
      codes.add(await codeOf(logIn(user.email, addressNo(index))));
    }
    vi.restoreAllMocks();
    return codes;
  }

  it('from many networks is stopped, and does not shut the owner out where he always logs in', async () => {
    const user = await t.given.customer();
    await usedFrom(user, '203.0.113.50');
    expect(await flood(user)).toEqual(
      new Set(['auth.invalid_credentials', 'auth.too_many_attempts']),
    );
    answer(true);
    expect(await codeOf(logIn(user.email, '198.18.0.1'))).toBe('auth.too_many_attempts');
    expect(await codeOf(logIn(user.email, '203.0.113.50'))).toBe('ok');
    // The neighbour's address is not his, but an IPv6 network is.
    expect(await codeOf(logIn(user.email, '203.0.113.51'))).toBe('auth.too_many_attempts');
    await usedFrom(user, '2001:db8:1:2::9');
    expect(await codeOf(logIn(user.email, '2001:db8:1:2:ffff::1'))).toBe('ok');
    expect(await codeOf(logIn(user.email, '2001:db8:1:3::1'))).toBe('auth.too_many_attempts');
    const { rows } = await t.owner.query('SELECT locked FROM users WHERE id = $1', [user.id]);
    expect(rows).toEqual([{ locked: false }]);
  });

  it('nor anywhere else, once he has chosen a new password by mail', async () => {
    const user = await t.given.customer();
    await flood(user);
    const ctx = systemContext('test');
    await t.get(RequestCode).execute(ctx, user.email, 'reset_password');
    const { rows } = await t.owner.query<{ id: string }>(
      `SELECT id FROM email_verifications WHERE user_id = $1 AND purpose = 'reset_password'`,
      [user.id],
    );
    const { MailedCodes } = await import('../../../src/common/crypto/mailed-codes.js');
    const code = t.get(MailedCodes).codeFor(rows[0]?.id ?? '', 'reset_password');
    vi.spyOn(bcrypt, 'hash').mockResolvedValue('$2b$12$reset' as never);
    const reset = { email: user.email, code, password: 'violet harbour 43' };
    const client = { ip: '192.0.2.77', userAgent: 'test' };
    await t.get(ResetPassword).execute(ctx, reset, client);
    vi.restoreAllMocks();
    // The flood goes on and uses the hour's failures up again.
    await flood(user);
    answer(true);
    vi.spyOn(bcrypt, 'getRounds').mockReturnValue(12);
    expect(await codeOf(logIn(user.email, '192.0.2.77'))).toBe('ok');
    expect(await codeOf(logIn(user.email, '192.0.2.78'))).toBe('auth.too_many_attempts');
  });

  it('from one network over many accounts is stopped, for known and unknown ones alike', async () => {
    const users = await Promise.all(Array.from({ length: 3 }, () => t.given.customer()));
    answer(false);
    const ip = '192.0.2.200';
    const codes: string[] = [];
    for (let index = 0; index < 101; index += 1) {
      codes.push(await codeOf(logIn(`nobody-${index}@example.com`, ip)));
    }
    expect(codes.slice(0, 100)).toEqual(
      Array.from({ length: 100 }, () => 'auth.invalid_credentials'),
    );
    expect(codes.at(-1)).toBe('auth.too_many_attempts');
    for (const { email } of users) {
      expect(await codeOf(logIn(email, ip))).toBe('auth.too_many_attempts');
    }
    vi.restoreAllMocks();
    answer(true);
    const [user] = users as [GivenUser];
    expect(await codeOf(logIn(user.email, '192.0.2.201'))).toBe('ok');
  });

  it('that gets through the limits hashes no more at once than it may; the rest waits or is told to', async () => {
    let running = 0;
    let most = 0;
    vi.spyOn(bcrypt, 'compare').mockImplementation((async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      return false;
    }) as never);
    const attempts = Array.from({ length: 500 }, (_, index) =>
      codeOf(logIn(`flood-${index}@example.com`, addressNo(index))),
    );
    const codes = await Promise.all(attempts);
    expect(most).toBe(LOGIN_CONCURRENCY);
    expect(new Set(codes)).toEqual(new Set(['auth.invalid_credentials', 'auth.busy']));
    expect(codes.filter((code) => code === 'auth.busy').length).toBeGreaterThan(0);
  });
});
