import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { ENV, type Env } from '../../config/env.js';
import { MailLog } from './mail-log.js';
import type { OutgoingMail } from './mail.types.js';

export { renderMail } from './mail.layout.js';

const CONNECT_TIMEOUT_MS = 5_000;
const SOCKET_TIMEOUT_MS = 20_000;
const MAX_CONNECTIONS = 3;
const KEEP_LOG_DAYS = 90;

/** How long a worker should lease its row for one mail, in seconds: longer than all timeouts together. */
export const MAIL_LEASE_SECONDS = 60;

/** Hands mails to the SMTP server. What is in them is the business of the feature that sends. */
@Injectable()
export class MailService implements OnApplicationShutdown {
  private transport: ReturnType<typeof openTransport> | null = null;

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly log: MailLog,
  ) {}

  /**
   * Sends one mail and returns when the server has taken it; nothing when the one of this id has gone
   * before. Call it outside of transactions, in a worker that holds the lease of its outbox row.
   *
   * @throws Error when the server cannot be reached or refuses; the job is tried again. It names no
   * address: its text goes to logs and tables that outlive the person.
   */
  async send(mail: OutgoingMail): Promise<void> {
    this.transport ??= openTransport(this.env.SMTP_URL);
    const logged = await this.log.begin(mail);
    if (logged === null) return;
    try {
      await this.transport.sendMail(this.messageOf(mail));
    } catch (error) {
      const reason = withoutAddresses(error);
      await this.log.failed(logged, reason);
      throw new Error(reason);
    }
    await this.log.sent(logged);
  }

  /** Clears away what the log has of mails that went long ago; to be done each night. */
  pruneLog(): Promise<number> {
    return this.log.prune(KEEP_LOG_DAYS);
  }

  private messageOf(mail: OutgoingMail) {
    return {
      from: this.env.MAIL_FROM,
      // As an object: a string would be parsed, and a comma would make two recipients of it.
      to: { name: '', address: mail.to },
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      messageId: `<${mail.messageId}@${this.host()}>`,
      headers: { 'Auto-Submitted': 'auto-generated', ...unsubscribeHeaders(mail) },
      disableFileAccess: true,
      disableUrlAccess: true,
    };
  }

  onApplicationShutdown(): void {
    this.transport?.close();
  }

  private host(): string {
    return /@([A-Za-z0-9.-]+)/.exec(this.env.MAIL_FROM)?.[1] ?? 'eshop.invalid';
  }
}

/** One click of the mail program ends it, without a page. */
function unsubscribeHeaders({ unsubscribeUrl }: OutgoingMail): Record<string, string> {
  if (unsubscribeUrl === undefined) return {};
  return {
    'List-Unsubscribe': `<${unsubscribeUrl}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}

/** Servers like to quote the recipient whom they refuse. */
function withoutAddresses(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/[^\s<>"'(),:;[\]]+@[^\s<>"'(),:;[\]]+/g, '[address]');
}

function openTransport(url: string) {
  return createTransport({
    url,
    pool: true,
    maxConnections: MAX_CONNECTIONS,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    dnsTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SOCKET_TIMEOUT_MS,
    // The job is tried again with a growing pause; the pool's own retries would hide that.
    maxRequeues: 0,
  });
}
