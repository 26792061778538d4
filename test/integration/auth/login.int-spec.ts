import bcrypt from 'bcrypt';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LoginBusy } from '../../../src/common/crypto/password-hasher.js';
import { systemContext } from '../../../src/common/request-context.js';
import { AuthModule } from '../../../src/modules/auth/auth.module.js';
import { LogIn } from '../../../src/modules/auth/use-cases/log-in.js';
import { Register } from '../../../src/modules/auth/use-cases/register.js';
import { ResetPassword } from '../../../src/modules/auth/use-cases/reset-password.js';
import { useIntegration } from '../../setup/test-app.js';
import { queueBackends } from '../../setup/test-redis.js';

const client = { ip: '203.0.113.7', userAgent: 'test' };

describe.each(queueBackends())('Login, limits on %s', (backend) => {
  const t = useIntegration({ only: [AuthModule], backend });
  const logIn = (login: string, password: string, ip = client.ip) =>
    t.get(LogIn).execute(systemContext('test'), login, password, { ...client, ip });
  const codeOf = async (attempt: Promise<unknown>): Promise<string> =>
    t.codesOf(await Promise.allSettled([attempt]))[0] ?? 'ok';
  const wrong = () => vi.spyOn(bcrypt, 'compare').mockResolvedValue(false as never);
  const right = () => vi.spyOn(bcrypt, 'compare').mockResolvedValue(true as never);

  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('every refusal computes exactly one hash and says the same', async () => {
    const known = await t.given.customer();
    const locked = await t.given.customer({ locked: true });
    const deleted = await t.given.customer();
    await t.owner.query('UPDATE users SET deleted_at = now() WHERE id = $1', [deleted.id]);
    const nobody = await t.given.customer();
    await t.owner.query(`UPDATE users SET hashed_password = 'never' WHERE id = $1`, [nobody.id]);
    const attempts: [login: string, passwordFits: boolean][] = [
      [known.email, false],
      [known.username.toUpperCase(), false],
      [locked.email, false],
      [locked.email, true],
      [deleted.email, true],
      [nobody.email, true],
      ['nobody@example.com', true],
      ['nobody', false],
    ];
    for (const [login, fits] of attempts) {
      const compare = vi.spyOn(bcrypt, 'compare').mockResolvedValue(fits as never);
      const hash = vi.spyOn(bcrypt, 'hash');
      const [result] = await Promise.allSettled([logIn(login, 'whatever')]);
      expect(result, login).toMatchObject({
        status: 'rejected',
        reason: { code: 'auth.invalid_credentials', message: 'The login or the password is wrong' },
      });
      expect([compare.mock.calls.length, hash.mock.calls.length], login).toEqual([1, 0]);
      expect(bcrypt.getRounds(compare.mock.calls[0]?.[1] ?? '')).toBe(t.env.PASSWORD_HASH_COST);
      vi.restoreAllMocks();
    }
  });

  it('registration computes exactly one hash for a known and an unknown address', async () => {
    const known = await t.given.customer();
    for (const email of [known.email, 'fresh@example.com']) {
      const hash = vi.spyOn(bcrypt, 'hash');
      const compare = vi.spyOn(bcrypt, 'compare');
      await t.get(Register).execute(systemContext('test'), {
        email,
        password: 'violet harbour 42',
        firstName: 'A',
        lastName: 'B',
        phoneNumber: '+12025550100',
      });
      expect([hash.mock.calls.length, compare.mock.calls.length]).toEqual([1, 0]);
      vi.restoreAllMocks();
    }
  });

  it('a taken user name is refused for known and unknown addresses alike', async () => {
    const other = await t.given.customer();
    const register = (email: string) =>
      t.get(Register).execute(systemContext('test'), {
        email,
        password: 'violet harbour 42',
        username: other.username.toUpperCase(),
        firstName: 'A',
        lastName: 'B',
        phoneNumber: '+12025550100',
      });
    vi.spyOn(bcrypt, 'hash').mockResolvedValue('$2b$12$x' as never);
    expect(await codeOf(register(other.email))).toBe('users.username_taken');
    expect(await codeOf(register('unheard-of@example.com'))).toBe('users.username_taken');
  });

  it('two registrations of one address at once make one account', async () => {
    vi.spyOn(bcrypt, 'hash').mockResolvedValue('$2b$12$x' as never);
    const register = () =>
      t.get(Register).execute(systemContext('test'), {
        email: 'twins@example.com',
        password: 'violet harbour 42',
        firstName: 'A',
        lastName: 'B',
        phoneNumber: '+12025550100',
      });
    await Promise.all(Array.from({ length: 8 }, register));
    const { rows } = await t.owner.query(
      `SELECT count(*)::int AS users FROM users WHERE lower(email) = 'twins@example.com'`,
    );
    expect(rows).toEqual([{ users: 1 }]);
  });

  it('after ten failures from one network the pause doubles; others and other networks go on', async () => {
    const user = await t.given.customer();
    wrong();
    for (let count = 0; count < 10; count += 1) {
      expect(await codeOf(logIn(user.email, 'x'))).toBe('auth.invalid_credentials');
    }
    expect(await codeOf(logIn(user.email, 'x'))).toBe('auth.invalid_credentials');
    const [blocked] = await Promise.allSettled([logIn(user.username, 'x')]);
    expect(blocked).toMatchObject({ reason: { code: 'auth.too_many_attempts' } });
    const { details } = (blocked as PromiseRejectedResult).reason as {
      details: { retryAfterSeconds: number };
    };
    expect(details.retryAfterSeconds).toBeGreaterThan(0);
    expect(details.retryAfterSeconds).toBeLessThanOrEqual(1);
    vi.restoreAllMocks();
    right();
    expect(await codeOf(logIn(user.email, 'x', '198.51.100.9'))).toBe('ok');
    const other = await t.given.customer();
    expect(await codeOf(logIn(other.email, 'x'))).toBe('ok');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await codeOf(logIn(user.email, 'x'))).toBe('ok');
    vi.restoreAllMocks();
    wrong();
    expect(await codeOf(logIn(user.email, 'x'))).toBe('auth.invalid_credentials');
    expect(await codeOf(logIn(user.email, 'x'))).toBe('auth.invalid_credentials');
  });

  it('parallel guesses do not pass as one: 40 at once are looked at eleven times', async () => {
    const most = 11;
    const user = await t.given.customer();
    const compare = wrong();
    const codes = await Promise.all(
      Array.from({ length: 40 }, () => codeOf(logIn(user.email, 'x', '2001:db8::1'))),
    );
    expect(compare.mock.calls.length).toBeLessThanOrEqual(most);
    expect(codes.filter((code) => code === 'auth.too_many_attempts').length).toBeGreaterThanOrEqual(
      40 - most,
    );
    // The same /64 is the same network.
    expect(await codeOf(logIn(user.email, 'x', '2001:db8::ffff'))).toBe('auth.too_many_attempts');
  });

  it('unknown accounts are slowed down as known ones are', async () => {
    wrong();
    const codes: string[] = [];
    for (let count = 0; count < 12; count += 1) {
      codes.push(await codeOf(logIn(count % 2 ? 'ghost@example.com' : 'GHOST@example.com', 'x')));
    }
    expect(codes.slice(0, 10)).not.toContain('auth.too_many_attempts');
    expect(codes).toContain('auth.too_many_attempts');
  });

  it('attempts that were too many at once do not count as failures', async () => {
    const user = await t.given.customer();
    const compare = vi.spyOn(bcrypt, 'compare').mockRejectedValue(new LoginBusy());
    for (let count = 0; count < 15; count += 1) {
      expect(await codeOf(logIn(user.email, 'x'))).toBe('auth.busy');
    }
    compare.mockRestore();
    right();
    expect(await codeOf(logIn(user.email, 'x'))).toBe('ok');
  });

  it('a login with the old password cannot slip past a reset that is under way', async () => {
    const user = await t.given.customer();
    right();
    const client = await t.owner.connect();
    await client.query('BEGIN');
    await client.query(`UPDATE users SET hashed_password = 'new' WHERE id = $1`, [user.id]);
    const login = codeOf(logIn(user.email, 'x'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await client.query('COMMIT');
    client.release();
    expect(await login).toBe('auth.invalid_credentials');
    const { rows } = await t.owner.query(
      'SELECT count(*)::int AS sessions FROM user_sessions WHERE user_id = $1',
      [user.id],
    );
    expect(rows).toEqual([{ sessions: 1 }]);
  });

  it('passwords that are too common, or the own name, are refused', async () => {
    const execute = (password: string) =>
      t
        .get(ResetPassword)
        .execute(
          systemContext('test'),
          { email: 'somebody.special@example.com', code: 'x', password },
          client,
        );
    for (const password of ['password1', 'PASSWORD1', '12345678', 'iloveyou', 'somebody.special']) {
      expect(await codeOf(execute(password)), password).toBe('auth.password_too_common');
    }
    vi.spyOn(bcrypt, 'hash').mockResolvedValue('x' as never);
    expect(await codeOf(execute('Demo-Passw0rd!'))).toBe('auth.invalid_code');
  });
});
