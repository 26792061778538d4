import { Injectable } from '@nestjs/common';
import { handlers, type QueueProcessor } from '../../../queue/typed-processor.js';
import { phoneVerificationQueue } from '../auth.jobs.js';
import { SendPhoneCode } from '../use-cases/send-phone-code.js';

/** Codes by SMS. */
@Injectable()
export class PhoneVerificationProcessor implements QueueProcessor {
  readonly queue = phoneVerificationQueue;

  readonly handlers = handlers(phoneVerificationQueue, {
    'send-code': ({ verificationId }, job) =>
      this.sendPhoneCode.execute(job.ctx, verificationId, job.delivery),
  });

  constructor(private readonly sendPhoneCode: SendPhoneCode) {}
}
