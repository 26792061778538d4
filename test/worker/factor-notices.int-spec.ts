import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { systemContext } from '../../src/common/request-context.js';
import { UnitOfWork } from '../../src/database/unit-of-work.js';
import { AuthModule } from '../../src/modules/auth/auth.module.js';
import { AuthWorkerModule } from '../../src/modules/auth/auth.worker.module.js';
import { FactorNotices } from '../../src/modules/auth/mfa/factor-notices.js';
import { FACTOR_NOTICES } from '../../src/modules/auth/mfa/mfa.types.js';
import { SendFactorNotice } from '../../src/modules/auth/mfa/use-cases/send-factor-notice.js';
import { useIntegration } from '../setup/test-app.js';

describe('Mails about second factors', () => {
  const t = useIntegration({ only: [AuthModule, AuthWorkerModule], mail: true });
  const ctx = systemContext('test');
  const send = (userId: string, notice: (typeof FACTOR_NOTICES)[number], delivery = null) =>
    t.get(SendFactorNotice).execute(ctx, userId, notice, delivery);

  it.each(FACTOR_NOTICES)(
    '%s goes to the owner, says what to do and holds no secret',
    async (notice) => {
      const user = await t.given.customer({ firstName: '<b>Eve</b>' });
      const totp = await t.given.totp(user);
      await send(user.id, notice);
      const [mail, ...more] = await t.mailTo(user.email);
      expect(more).toEqual([]);
      expect(mail?.text).toContain('It was not you?');
      expect(mail?.html).not.toContain('<b>Eve</b>');
      for (const secret of [totp.secret, ...totp.recoveryCodes]) {
        expect(`${mail?.text ?? ''}${mail?.html ?? ''}`).not.toContain(secret);
      }
    },
  );

  it('says how many recovery codes are left', async () => {
    const user = await t.given.customer();
    await t.given.totp(user);
    await t.owner.query(
      `UPDATE user_recovery_codes SET used_at = now() WHERE id IN (
         SELECT id FROM user_recovery_codes WHERE user_id = $1 LIMIT 3)`,
      [user.id],
    );
    await send(user.id, 'recovery_code_used');
    expect((await t.mailTo(user.email))[0]?.text).toContain('Recovery codes that are left: 7.');
  });

  it('one row is one mail, however often it is delivered; nobody gets one for a deleted account', async () => {
    const user = await t.given.customer();
    await t
      .get(UnitOfWork)
      .run(systemContext('test'), (tx) => t.get(FactorNotices).enqueue(tx, user.id, 'mfa_on'));
    const { rows } = await t.owner.query<{ id: string; at: Date }>(
      'SELECT id, created_at AS at FROM outbox_events WHERE aggregate_id = $1',
      [user.id],
    );
    const delivery = { id: rows[0]?.id ?? '', at: rows[0]?.at.toISOString() ?? '' };
    const deliver = () => t.get(SendFactorNotice).execute(ctx, user.id, 'mfa_on', { ...delivery });
    await Promise.all([deliver(), deliver(), deliver()]);
    await deliver();
    expect(await t.mailTo(user.email)).toHaveLength(1);
    const gone = await t.given.customer();
    await t.owner.query('UPDATE users SET deleted_at = now() WHERE id = $1', [gone.id]);
    await send(gone.id, 'mfa_on');
    await send(randomUUID(), 'mfa_on');
    expect(await t.mailTo(gone.email, 0)).toEqual([]);
  });
});
