import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type RequestContext, withAllRows } from '../../../common/request-context.js';
import { UsersService } from '../../users/users.service.js';
import type { CodePurpose } from '../auth.types.js';
import { AccountMails } from './account-mails.js';

/** Longer than the work takes for a known address, so that the time does not give it away. */
const FLOOR_MS = 150;

/**
 * Mails a new code to the owner of an address, if it has one who needs it. The answer is the same,
 * and comes no sooner, when it has none.
 */
@Injectable()
export class RequestCode {
  constructor(
    private readonly users: UsersService,
    private readonly mails: AccountMails,
  ) {}

  async execute(ctx: RequestContext, email: string, purpose: CodePurpose): Promise<void> {
    // Whoever asks has only an address.
    await Promise.all([this.send(withAllRows(ctx), email, purpose), sleep(FLOOR_MS)]);
  }

  private async send(ctx: RequestContext, email: string, purpose: CodePurpose): Promise<void> {
    const account = await this.users.findByEmail(ctx, email);
    if (!account) return;
    if (purpose === 'verify_email' && account.verifiedEmail) return;
    await this.mails.sendCode(ctx, account, purpose);
  }
}
