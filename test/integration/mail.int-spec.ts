import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, describe, expect, it } from 'vitest';
import { systemContext } from '../../src/common/request-context.js';
import { MAIL_PREVIEWS, previewMail } from '../../src/dev/mail-previews.js';
import { startMailInbox } from '../../src/dev/mail-inbox.js';
import { alarmMailsQueue } from '../../src/alarms/alarms.jobs.js';
import { emailVerificationQueue } from '../../src/modules/auth/auth.jobs.js';
import { AuthWorkerModule } from '../../src/modules/auth/auth.worker.module.js';
import { SendAccountMail } from '../../src/modules/auth/use-cases/send-account-mail.js';
import { stockAlertsQueue } from '../../src/modules/inventory/inventory.jobs.js';
import { LAYOUT } from '../../src/modules/mail/layout/compiled-layout.js';
import { MailService } from '../../src/modules/mail/mail.service.js';
import { notificationsQueue } from '../../src/modules/orders/orders.jobs.js';
import { ApplyErasure } from '../../src/modules/privacy/use-cases/apply-erasure.js';
import { PrivacyModule } from '../../src/modules/privacy/privacy.module.js';
import { alertsQueue } from '../../src/modules/wishlists/wishlists.jobs.js';
import { useApi } from '../setup/test-api.js';

const HOURS = 3_600_000;

let isDown = false;
const taken: string[] = [];
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onMailFrom: (_address, _session, done) => {
    done(isDown ? Object.assign(new Error('try later'), { responseCode: 451 }) : null);
  },
  onData: (stream, _session, done) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      taken.push(Buffer.concat(chunks).toString('utf8'));
      done();
    });
  },
});
// Before the API reads its environment.
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

describe('Mails', () => {
  const t = useApi({
    imports: [AuthWorkerModule, PrivacyModule],
    env: { SMTP_URL: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}` },
  });
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

  const mailTo = (to: string, messageId = randomUUID()) => ({
    to,
    messageId,
    template: 'test-mail',
    subject: 'x',
    text: 'x',
    html: '<p>x</p>',
  });
  const logged = async (messageId: string) => {
    const { rows } = await t.owner.query(
      'SELECT state, tries, last_error, sent_at IS NOT NULL AS sent FROM mail_deliveries WHERE message_id = $1',
      [messageId],
    );
    return rows as { state: string; tries: number; last_error: string | null; sent: boolean }[];
  };

  it('goes once, however often it is asked for, and waits out a server that is down', async () => {
    const mail = mailTo('ada@example.com');
    isDown = true;
    for (let n = 0; n < 3; n += 1) await expect(t.get(MailService).send(mail)).rejects.toThrow();
    const [failed] = await logged(mail.messageId);
    expect(failed).toMatchObject({ state: 'failed', tries: 3, sent: false });
    expect(failed?.last_error).toContain('try later');
    isDown = false;
    for (let n = 0; n < 3; n += 1) await t.get(MailService).send(mail);
    expect(taken.filter((text) => text.includes(mail.messageId))).toHaveLength(1);
    expect(await logged(mail.messageId)).toEqual([
      { state: 'sent', tries: 4, last_error: null, sent: true },
    ]);
  });

  it('is tried for more than eighteen hours, and at least once a day', () => {
    const queues = [
      emailVerificationQueue,
      notificationsQueue,
      alertsQueue,
      stockAlertsQueue,
      alarmMailsQueue,
    ];
    const jobs = queues.flatMap((queue) => Object.entries(queue.jobs));
    const mails = jobs.filter(([name]) => name.startsWith('send-'));
    expect(mails.length).toBeGreaterThan(8);
    for (const [name, { attempts, backoffMs }] of mails) {
      const pauses = Array.from({ length: attempts - 1 }, (_, n) => backoffMs * 2 ** n);
      const all = pauses.reduce((sum, pause) => sum + pause, 0);
      // The jitter takes up to half of a pause away.
      expect([name, all / 2 > 18 * HOURS, (pauses.at(-1) ?? 0) < 24 * HOURS]).toEqual([
        name,
        true,
        true,
      ]);
    }
  });

  it('is in the log for those who may see it, found by address and without one', async () => {
    const messageId = randomUUID();
    await t.get(MailService).send(mailTo('Grace@Example.com', messageId));
    const { token } = await t.given.staff({ operations: 'r' });
    const path = '/api/v1/admin/mails?recipient=grace%40example.com';
    const found = await t.http<{ items: { messageId: string }[] }>('GET', path, { token });
    expect(found.body.items).toMatchObject([{ messageId, template: 'test-mail', state: 'sent' }]);
    expect(found.text).not.toMatch(/grace|[0-9a-f]{64}/i);
    const customer = await t.given.customer();
    expect((await t.http('GET', path, { token: customer.token })).status).toBe(403);
    expect((await t.http('GET', '/api/v1/admin/mails?state=eaten', { token })).status).toBe(400);
    const { rows } = await t.owner.query('SELECT * FROM mail_deliveries WHERE message_id = $1', [
      messageId,
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/grace/i);
  });

  it('forgets to whom it went when the person is erased, and keeps no trace of the last one', async () => {
    const person = await t.given.customer();
    await t.get(MailService).send(mailTo(person.email));
    const of = () => t.owner.query('SELECT DISTINCT recipient_hash AS hash FROM mail_deliveries');
    const before = (await of()).rows as { hash: string }[];
    const { id } = await t.given.erasure({ id: person.id });
    await t.get(ApplyErasure).execute(systemContext('erase'), id, { settleSeconds: 0 });
    await t.get(MailService).send({ ...mailTo(person.email), isLast: true });
    const after = (await of()).rows as { hash: string }[];
    const { token } = await t.given.staff({ operations: 'r' });
    const path = `/api/v1/admin/mails?recipient=${encodeURIComponent(person.email)}`;
    expect((await t.http<{ items: unknown[] }>('GET', path, { token })).body.items).toEqual([]);
    expect(before.filter(({ hash }) => !after.some((row) => row.hash === hash))).toHaveLength(1);
  });

  it('speaks the language in which somebody has registered', async () => {
    for (const [language, word] of [
      ['vi', 'Xác nhận'],
      ['en', 'Confirm'],
    ] as const) {
      const email = `${language}-${randomUUID().slice(0, 8)}@example.com`;
      const answer = await t.http('POST', '/api/v1/auth/register', {
        headers: { 'accept-language': `${language},en;q=0.5` },
        body: {
          email,
          password: 'a quiet harbour',
          firstName: 'Lan',
          lastName: 'Ng',
          phoneNumber: '+12025550163',
        },
      });
      expect([answer.status, answer.text]).toEqual([202, expect.any(String)]);
      const { rows } = await t.owner.query<{ id: string }>(
        'SELECT id FROM email_verifications WHERE email = $1',
        [email],
      );
      await t.get(SendAccountMail).sendCode(systemContext('test'), rows[0]?.id ?? '', null);
      const mail = taken.find((text) => text.includes(rows[0]?.id ?? '?')) ?? '';
      const subject = /^Subject: (.*(?:\r\n .*)*)/m.exec(mail)?.[1] ?? '';
      const read = subject
        .replace(/\r\n /g, '')
        .replace(/=\?UTF-8\?([QB])\?(.*?)\?=/g, (_, kind: string, text: string) =>
          kind === 'B'
            ? Buffer.from(text, 'base64').toString('utf8')
            : decodeURIComponent(text.replaceAll('_', ' ').replace(/=/g, '%')),
        );
      expect(read.replace(/\s+/g, ' ')).toContain(word);
    }
  });

  it('is written in both languages, each in its own words, in the layout that was compiled', () => {
    const source = readFileSync('src/modules/mail/layout/layout.mjml', 'utf8');
    expect(LAYOUT.sourceSha256).toBe(createHash('sha256').update(source).digest('hex'));
    expect(MAIL_PREVIEWS.length).toBeGreaterThan(25);
    for (const name of MAIL_PREVIEWS) {
      const [english, vietnamese] = [previewMail(name, 'en'), previewMail(name, 'vi-VN')];
      expect([name, english?.subject === vietnamese?.subject]).toEqual([name, false]);
      expect([
        name,
        /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i.test(vietnamese?.text ?? ''),
      ]).toEqual([name, true]);
      expect([name, /\b(Shop|Total|Hello|your)\b/.exec(vietnamese?.text ?? '')?.[0]]).toEqual([
        name,
        undefined,
      ]);
      expect(english?.html).toContain('<html lang="en"');
      expect(vietnamese?.html).toContain('<html lang="vi"');
      expect(`${english?.html}${vietnamese?.html}`).not.toMatch(/\{\{|https?:\/\/fonts|<script/);
    }
  });

  it('can be looked at in development only', async () => {
    const inbox = await startMailInbox();
    const page = await fetch(`${inbox.webUrl}/dev/mails/order-shipped?locale=vi`);
    expect([page.status, (await page.text()).includes('kiện hàng')]).toEqual([200, true]);
    expect((await fetch(`${inbox.webUrl}/dev/mails/__proto__`)).status).toBe(404);
    expect(await (await fetch(`${inbox.webUrl}/dev/mails`)).text()).toContain('order-confirmation');
    await inbox.stop();
    for (const path of ['/dev/mails/order-shipped', '/api/v1/dev/mails/order-shipped']) {
      expect((await t.http('GET', path)).status).toBe(404);
    }
  });
});
