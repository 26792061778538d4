import bcrypt from 'bcrypt';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemContext } from '../../src/common/request-context.js';
import { AuthModule } from '../../src/modules/auth/auth.module.js';
import { AuthWorkerModule } from '../../src/modules/auth/auth.worker.module.js';
import { Register } from '../../src/modules/auth/use-cases/register.js';
import { SendAccountMail } from '../../src/modules/auth/use-cases/send-account-mail.js';
import { MailService } from '../../src/modules/mail/mail.service.js';
import { Inbox } from '../../src/queue/outbox/inbox.js';
import { useIntegration } from '../setup/test-app.js';

describe('Mails about accounts', () => {
  const t = useIntegration({ only: [AuthModule, AuthWorkerModule], mail: true });
  const registered = async (email: string) => {
    await t.get(Register).execute(systemContext('test'), {
      email,
      password: 'violet harbour 42',
      firstName: 'A',
      lastName: 'B',
      phoneNumber: '+12025550100',
    });
    const { rows } = await t.owner.query<{ id: string; at: Date; verification: string }>(
      `SELECT o.id, o.created_at AS at, o.payload ->> 'verificationId' AS verification
         FROM outbox_events o JOIN users u ON u.id = o.aggregate_id WHERE u.email = $1`,
      [email],
    );
    const [row] = rows;
    if (!row) throw new Error('Nothing is in the outbox.');
    return {
      verificationId: row.verification,
      delivery: { id: row.id, at: row.at.toISOString() },
      isDone: async () => {
        const done = await t.owner.query<{ done: boolean }>(
          'SELECT done_at IS NOT NULL AS done FROM outbox_events WHERE id = $1',
          [row.id],
        );
        return done.rows[0]?.done;
      },
    };
  };

  beforeAll(() => {
    vi.spyOn(bcrypt, 'hash').mockResolvedValue('never' as never);
  });
  afterAll(() => {
    vi.restoreAllMocks();
  });

  it('one row is one mail, however often and by however many it is delivered', async () => {
    const { verificationId, delivery, isDone } = await registered('once@example.com');
    const send = () =>
      t.get(SendAccountMail).sendCode(systemContext('test'), verificationId, { ...delivery });
    await Promise.all([send(), send(), send()]);
    await send();
    expect(await isDone()).toBe(true);
    const mails = await t.mailTo('once@example.com');
    expect(mails).toHaveLength(1);
    expect(mails[0]?.messageId).toBe(`<code-${verificationId}@example.com>`);
  });

  it('a server that refuses loses nothing: the next try sends', async () => {
    const { verificationId, delivery, isDone } = await registered('later@example.com');
    const send = vi.spyOn(t.get(MailService), 'send').mockRejectedValueOnce(new Error('421 busy'));
    await expect(
      t.get(SendAccountMail).sendCode(systemContext('test'), verificationId, delivery),
    ).rejects.toThrow('421');
    expect(await isDone()).toBe(false);
    send.mockRestore();
    await t.get(Inbox).release(delivery);
    await t.get(SendAccountMail).sendCode(systemContext('test'), verificationId, delivery);
    expect(await isDone()).toBe(true);
    expect(await t.mailTo('later@example.com')).toHaveLength(1);
  });

  it('a code that is used or replaced by then is not mailed', async () => {
    const { verificationId, delivery, isDone } = await registered('gone@example.com');
    await t.owner.query('UPDATE email_verifications SET is_used = true WHERE id = $1', [
      verificationId,
    ]);
    await t.get(SendAccountMail).sendCode(systemContext('test'), verificationId, delivery);
    expect(await isDone()).toBe(true);
    expect(await t.mailTo('gone@example.com', 0)).toEqual([]);
  });

  it('two addresses in one are none', async () => {
    const to = 'first@example.com, second@example.com';
    const mail = {
      to,
      template: 'x',
      subject: 'x',
      text: 'x',
      html: '<p>x</p>',
      messageId: 'comma',
    };
    await expect(t.get(MailService).send(mail)).rejects.toThrow();
    expect(await t.mailTo('first@example.com', 0)).toEqual([]);
    expect(await t.mailTo('second@example.com', 0)).toEqual([]);
  });
});
