import { beforeEach, describe, expect, it } from 'vitest';
import { type RequestContext, systemContext } from '../../../src/common/request-context.js';
import { Clock } from '../../../src/common/time/clock.js';
import { AuthModule } from '../../../src/modules/auth/auth.module.js';
import { SecondFactor } from '../../../src/modules/auth/mfa/second-factor.js';
import { ConfirmTotp } from '../../../src/modules/auth/mfa/use-cases/confirm-totp.js';
import { StartTotp } from '../../../src/modules/auth/mfa/use-cases/start-totp.js';
import { OpenSession } from '../../../src/modules/auth/use-cases/open-session.js';
import { UsersService } from '../../../src/modules/users/users.service.js';
import { totpCode } from '../../setup/given/mfa.js';
import type { GivenUser } from '../../setup/given/users.js';
import { useIntegration } from '../../setup/test-app.js';

/** The middle of a step, so that a second more or less changes nothing. */
const NOON = Date.UTC(2026, 0, 1, 12, 0, 15);
const clock = { time: NOON, now: (): Date => new Date(clock.time) };

describe('Second factor', () => {
  const t = useIntegration({ only: [AuthModule], overrides: [{ token: Clock, value: clock }] });
  const client = { ip: '127.0.0.1', userAgent: 'test' };
  const own = (user: GivenUser): RequestContext => ({
    ...systemContext('test'),
    actorId: user.id,
    scope: 'own',
  });
  const show = async (user: GivenUser, code: string): Promise<string> => {
    const proof = { kind: 'totp', code } as const;
    const attempt = t.get(SecondFactor).verify(own(user), user.id, proof);
    return t.codesOf(await Promise.allSettled([attempt]))[0] ?? 'ok';
  };
  const caller = (user: GivenUser) => ({ ...user, roleId: '', roleCode: '' });
  const start = (user: GivenUser) =>
    t.get(StartTotp).execute(own(user), caller(user), { currentPassword: user.password }, client);
  const confirm = (user: GivenUser, code: string) =>
    t.get(ConfirmTotp).execute(own(user), caller(user), code);

  beforeEach(() => {
    clock.time = NOON;
  });

  it.each([
    [-90, 'auth.invalid_second_factor'],
    [-60, 'auth.invalid_second_factor'],
    [-30, 'ok'],
    [0, 'ok'],
    [30, 'ok'],
    [60, 'auth.invalid_second_factor'],
    [90, 'auth.invalid_second_factor'],
  ])('a phone whose clock is off by %d seconds: %s', async (seconds, outcome) => {
    const user = await t.given.customer();
    const { secret } = await t.given.totp(user);
    expect(await show(user, totpCode(secret, NOON + seconds * 1_000))).toBe(outcome);
  });

  it('a code that was overtaken by a later one is used up', async () => {
    const user = await t.given.customer();
    const { secret } = await t.given.totp(user);
    const code = (steps: number) => totpCode(secret, NOON + steps * 30_000);
    expect(await show(user, code(1))).toBe('ok');
    for (const steps of [1, 0, -1]) expect(await show(user, code(steps))).not.toBe('ok');
    clock.time = NOON + 60_000;
    expect(await show(user, code(2))).toBe('ok');
    // A clock that is set back opens nothing again.
    clock.time = NOON;
    await t.owner.query('UPDATE user_totp SET retry_at = NULL WHERE user_id = $1', [user.id]);
    expect(await show(user, code(0))).not.toBe('ok');
  });

  it('ten requests at once with one code: one passes', async () => {
    const user = await t.given.customer();
    const { secret } = await t.given.totp(user);
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => show(user, totpCode(secret, NOON))),
    );
    expect(outcomes.filter((outcome) => outcome === 'ok')).toHaveLength(1);
  });

  it('started three times at once, one app is left waiting, and its code alone confirms', async () => {
    const user = await t.given.customer();
    const started = await Promise.all(Array.from({ length: 3 }, () => start(user)));
    const results = await Promise.allSettled(
      started.map(({ secret }) => confirm(user, totpCode(secret, NOON))),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { rows } = await t.owner.query<{ codes: number; apps: number }>(
      `SELECT (SELECT count(*)::int FROM user_recovery_codes WHERE user_id = $1) AS codes,
              (SELECT count(*)::int FROM user_totp WHERE user_id = $1) AS apps`,
      [user.id],
    );
    expect(rows).toEqual([{ codes: 10, apps: 1 }]);
  });

  it('confirmed twice at once, one set of recovery codes is given out', async () => {
    const user = await t.given.customer();
    const { secret } = await start(user);
    const code = totpCode(secret, NOON);
    const results = await Promise.allSettled([confirm(user, code), confirm(user, code)]);
    expect(t.codesOf(results)).toEqual(['auth.mfa_already_on']);
    const { rows } = await t.owner.query('SELECT 1 FROM user_recovery_codes WHERE user_id = $1', [
      user.id,
    ]);
    expect(rows).toHaveLength(10);
  });

  it('what was started is over after fifteen minutes, and needs a start at all', async () => {
    const user = await t.given.customer();
    const refusals = async (code: string) =>
      t.codesOf(await Promise.allSettled([confirm(user, code)]));
    expect(await refusals('123456')).toEqual(['auth.mfa_not_started']);
    const { secret } = await start(user);
    await t.owner.query(
      `UPDATE user_totp SET created_at = now() - interval '16 minutes' WHERE user_id = $1`,
      [user.id],
    );
    expect(await refusals(totpCode(secret, NOON))).toEqual(['auth.mfa_not_started']);
    expect(await show(user, totpCode(secret, NOON))).toBe('auth.mfa_not_on');
  });

  it('no way in opens a session of such an account without it', async () => {
    const user = await t.given.customer();
    await t.given.totp(user);
    const credentials = await t.get(UsersService).findCredentialsById(own(user), user.id);
    if (!credentials) throw new Error('There is no such account.');
    const open = (options?: { mfa: boolean }) =>
      t.get(OpenSession).execute(systemContext('test'), credentials, client, options);
    expect(await open()).toBeNull();
    expect(await open({ mfa: false })).toBeNull();
    const opened = await open({ mfa: true });
    const { rows } = await t.owner.query<{ shown: boolean }>(
      'SELECT mfa_at IS NOT NULL AS shown FROM user_sessions WHERE id = $1',
      [opened?.sessionId],
    );
    expect(rows).toEqual([{ shown: true }]);
  });

  it('a secret copied to another row cannot be read there', async () => {
    const victim = await t.given.customer();
    const thief = await t.given.customer();
    const { secret } = await t.given.totp(thief);
    await t.given.totp(victim);
    await t.owner.query(
      `UPDATE user_totp SET secret = (SELECT secret FROM user_totp WHERE user_id = $1) WHERE user_id = $2`,
      [thief.id, victim.id],
    );
    await expect(
      t
        .get(SecondFactor)
        .verify(own(victim), victim.id, { kind: 'totp', code: totpCode(secret, NOON) }),
    ).rejects.toThrow('cannot be decrypted');
  });
});
