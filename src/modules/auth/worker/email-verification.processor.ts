import { Injectable } from '@nestjs/common';
import { handlers, type QueueProcessor, schedules } from '../../../queue/typed-processor.js';
import { MailService } from '../../mail/mail.service.js';
import { emailVerificationQueue } from '../auth.jobs.js';
import { SendFactorNotice } from '../mfa/use-cases/send-factor-notice.js';
import { SendAccountMail } from '../use-cases/send-account-mail.js';

const NIGHTLY = '10 4 * * *';

/** Mails about accounts. */
@Injectable()
export class EmailVerificationProcessor implements QueueProcessor {
  readonly queue = emailVerificationQueue;

  readonly handlers = handlers(emailVerificationQueue, {
    'send-verification': ({ verificationId }, job) =>
      this.mails.sendCode(job.ctx, verificationId, job.delivery),
    'send-reset': ({ verificationId }, job) =>
      this.mails.sendCode(job.ctx, verificationId, job.delivery),
    'send-account-exists': ({ userId }, job) =>
      this.mails.sendAccountExists(job.ctx, userId, job.delivery),
    'send-email-change': ({ verificationId }, job) =>
      this.mails.sendEmailChange(job.ctx, verificationId, job.delivery),
    'send-notice': ({ noticeId }, job) => this.mails.sendNotice(job.ctx, noticeId, job.delivery),
    'prune-mail-log': async () => {
      await this.mail.pruneLog();
    },
    'send-factor-notice': ({ userId, notice }, job) =>
      this.factorNotices.execute(job.ctx, userId, notice, job.delivery),
  });

  readonly schedules = schedules(emailVerificationQueue, [
    { name: 'mail-log', pattern: NIGHTLY, job: 'prune-mail-log', payload: {} },
  ]);

  constructor(
    private readonly mails: SendAccountMail,
    private readonly factorNotices: SendFactorNotice,
    private readonly mail: MailService,
  ) {}
}
