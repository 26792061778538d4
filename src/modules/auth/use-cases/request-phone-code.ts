import { Injectable } from '@nestjs/common';
import { Unauthenticated } from '../../../common/errors/common-errors.js';
import type { AuthUser } from '../../../common/http/auth-user.js';
import { type RequestContext, withAllRows } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { InvalidPhoneNumber } from '../../users/users.errors.js';
import { SmsSender } from '../../sms/sms.service.js';
import { PhoneAlreadyVerified, SmsUnavailable, TooManyCodes } from '../auth.errors.js';
import { phoneVerificationQueue } from '../auth.jobs.js';
import { PhoneCodesRepository } from '../data/phone-codes.repository.js';

/** Has a code sent by SMS to the number of the account; voids the one before. */
@Injectable()
export class RequestPhoneCode {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly codes: PhoneCodesRepository,
    private readonly outbox: Outbox,
    private readonly sms: SmsSender,
  ) {}

  /** @throws TooManyCodes, InvalidPhoneNumber, PhoneAlreadyVerified, SmsUnavailable */
  async execute(ctx: RequestContext, user: AuthUser): Promise<void> {
    if (!this.sms.isAvailable) throw new SmsUnavailable();
    // How often a number was written to is counted over all accounts that have it.
    await this.uow.run(withAllRows(ctx), async (tx) => {
      const issued = await this.codes.issue(tx, user.id);
      if (!issued) throw new Unauthenticated();
      if (issued.outcome === 'verified_already') throw new PhoneAlreadyVerified();
      if (issued.outcome === 'no_number') throw new InvalidPhoneNumber('Set a phone number first');
      if (issued.outcome === 'too_soon') {
        throw new TooManyCodes(undefined, { retryAfterSeconds: issued.retryAfterSeconds });
      }
      const payload = { verificationId: issued.id };
      const options = { aggregateId: user.id };
      await this.outbox.enqueue(tx, phoneVerificationQueue, 'send-code', payload, options);
    });
  }
}
