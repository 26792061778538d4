import { Inject, Injectable, Logger } from '@nestjs/common';
import { ENV, type Env } from '../../config/env.js';
import { SmsSender } from './sms.service.js';
import type { OutgoingSms } from './sms.types.js';

/**
 * Sends nothing. On a developer's machine the log shows number and text; everywhere else it says
 * only that there was a message, because logs are read by more people than phones.
 */
@Injectable()
export class LogSmsSender extends SmsSender {
  private readonly logger = new Logger('sms');

  readonly isAvailable = true;

  constructor(@Inject(ENV) private readonly env: Pick<Env, 'NODE_ENV'>) {
    super();
  }

  async send({ to, text, messageId }: OutgoingSms): Promise<void> {
    const isShown = this.env.NODE_ENV === 'development';
    this.logger.log(isShown ? `to ${to}: ${text}` : `${messageId} was not sent: SMS_DRIVER=log`);
    return Promise.resolve();
  }
}
