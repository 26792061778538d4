import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadEnv } from '../../config/env.js';
import type { MailLog } from './mail-log.js';
import { MailService } from './mail.service.js';

describe('MailService', () => {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) => {
      done(new Error(`<${address}>: there is no mailbox ${address.toUpperCase()} here`));
    },
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

  it('passes a refusal on without the address that the server quotes', async () => {
    const { port } = server.server.address() as AddressInfo;
    const failures: string[] = [];
    const log = {
      begin: () => Promise.resolve('id'),
      failed: (_id: string, reason: string) => Promise.resolve(void failures.push(reason)),
      sent: () => Promise.resolve(),
    } as unknown as MailLog;
    const mail = new MailService(
      loadEnv({
        DATABASE_URL: 'postgres://shop@127.0.0.1/shop',
        SMTP_URL: `smtp://127.0.0.1:${port}`,
      }),
      log,
    );
    const message = { template: 'x', subject: 'x', text: 'x', html: 'x', messageId: 'x' };
    const error = await mail.send({ ...message, to: 'ada.byron@example.com' }).then(
      () => null,
      (reason: unknown) => reason as Error,
    );
    expect(error?.message).toMatch(/there is no mailbox \[address\] here/);
    expect(`${error?.message ?? ''} ${error?.stack ?? ''}`).not.toMatch(/ada\.byron/i);
    expect(failures).toEqual([error?.message]);
    mail.onApplicationShutdown();
  });
});
